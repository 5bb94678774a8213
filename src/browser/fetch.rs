//! Getting files (the Fetch API, by way of gloo-net), or taking them out of the page where it has everything inside.

use crate::view_model::Failure;
use gloo_net::http::Request;
use leptos::prelude::document;
use web_sys::RequestCache;

/// How much to trust the browser's cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cache {
    /// As usual.
    Usual,
    /// Ask the server again: the reader has just said that what came before was no good.
    Reload,
}

/// The text of a file, its address relative to the page.
///
/// # Errors
///
/// [`Failure::Status`] when the server answered with another status than success, else [`Failure::Unreachable`].
pub async fn text(address: &str, cache: Cache) -> Result<String, Failure> {
    if let Some(inside) = inside(address) {
        return inside;
    }
    let request = match cache {
        Cache::Usual => Request::get(address),
        Cache::Reload => Request::get(address).cache(RequestCache::Reload),
    };
    let response = request.send().await.map_err(|_| Failure::Unreachable)?;
    if !response.ok() {
        return Err(Failure::Status(response.status()));
    }
    response.text().await.map_err(|_| Failure::Unreachable)
}

/// A file out of the page in one file (`publish::single`), which never asks for others. None where this is not that page.
fn inside(address: &str) -> Option<Result<String, Failure>> {
    let path = address.split('?').next().unwrap_or_default();
    let file = |selector: &str| document().query_selector(selector).ok().flatten();
    file("[data-file]")?;
    let found = file(&["[data-file=\"", path, "\"]"].concat()).and_then(|file| file.text_content());
    Some(found.ok_or(Failure::Unreachable))
}
