//! A real browser on the release build: serves `dist/`, starts the driver, and gives tests a reader's verbs.

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, IF_MODIFIED_SINCE, IF_NONE_MATCH};
use axum::http::{HeaderName, HeaderValue, StatusCode, Uri};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{Html, IntoResponse, Response};
use serde_json::json;
use std::collections::HashMap;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use thirtyfour::prelude::*;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

// Beside this file, from wherever this is taken in.
#[path = "engine.rs"]
mod engine;
use engine::Driver;
// Benchmarks and pictures need a part of it.
#[allow(unused_imports)]
pub use engine::{Engine, Media, NO_FINGERS, NO_KEYS_IN_FRAMES, NO_PAPER, NO_SWITCH, skips};

pub type Result<T = ()> = WebDriverResult<T>;

/// How long a condition may take to come true before the test gives up.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// What the server answers instead of a file.
#[derive(Clone, Debug)]
pub enum Fault {
    /// This status.
    Status(u16),
    /// The first bytes of the file only.
    Truncated(usize),
    /// Another text.
    Other(String),
    /// Nothing, until all is healed; then the file.
    Held,
    /// Another page.
    Page(String),
    /// The file with something behind its end.
    Appended(&'static [u8]),
    /// The file as one of this media type.
    Typed(&'static str),
}

/// The fault of each path that has one.
type Faults = Arc<Mutex<HashMap<String, Fault>>>;

/// The site under test.
#[derive(Clone)]
pub struct Site {
    pub origin: String,
    faults: Faults,
    app: Router,
    running: Arc<Mutex<Option<Running>>>,
}

/// A server, and the way to stop it.
struct Running {
    stop: oneshot::Sender<()>,
    stopped: JoinHandle<()>,
}

impl Site {
    /// Serves `dist/`, with the files of another folder over it, with the MIME types of a real host.
    async fn start(over: Option<&Path>) -> Self {
        let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("dist");
        assert!(dist.join("index.html").exists(), "dist/ is empty: run `make build` first");
        let faults = Faults::default();
        let files = ServeDir::new(over.unwrap_or(&dist)).fallback(ServeDir::new(&dist));
        let app = Router::new()
            .nest_service("/some/path", files.clone())
            .fallback_service(files)
            .layer(from_fn_with_state(faults.clone(), answer_with_fault))
            // As the README has hosts do for the data: browsers ask whether it is still so.
            .layer(SetResponseHeaderLayer::if_not_present(CACHE_CONTROL, HeaderValue::from_static("no-cache")));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let origin = format!("http://{}", listener.local_addr().expect("an address"));
        let site = Self { origin, faults, app, running: Arc::default() };
        site.serve(listener);
        site
    }

    fn serve(&self, listener: TcpListener) {
        let (stop, told) = oneshot::channel::<()>();
        let server = axum::serve(listener, self.app.clone()).with_graceful_shutdown(async { told.await.unwrap_or(()) });
        let stopped = tokio::spawn(async { server.await.expect("the server runs") });
        *self.running.lock().expect("no test panics with it") = Some(Running { stop, stopped });
    }

    /// Cuts the network: nothing answers at this address any more.
    pub async fn cut(&self) {
        let running = self.running.lock().expect("no test panics with it").take();
        let Running { stop, stopped } = running.expect("the network is not cut");
        stop.send(()).expect("the server runs");
        stopped.await.expect("the server stops");
    }

    /// Mends the network.
    pub async fn mend(&self) {
        let address = self.origin.trim_start_matches("http://");
        self.serve(TcpListener::bind(address).await.expect("the port is still free"));
    }

    /// Serves the portal of tests/portal, which has this site in frames; its address on a host, `127.0.0.1` or `localhost`.
    /// On either its origin is another. To the browser, a host of another name is another site as well, whose frames it runs
    /// in a process of their own; there its driver does not tell the names of elements.
    pub async fn portal(&self, host: &str) -> String {
        let site = self.origin.clone();
        let policy = format!(
            "default-src 'none'; script-src 'self' {site}; style-src 'self'; frame-src 'self' {site}; img-src 'self'; base-uri 'none'"
        );
        let faults = self.faults.clone();
        let answer = move |uri: Uri| {
            let (site, policy, faults) = (site.clone(), policy.clone(), faults.clone());
            async move {
                let name =
                    Some(uri.path().trim_start_matches('/')).filter(|name| !name.is_empty()).unwrap_or("index.html");
                let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/portal");
                let Ok(text) = std::fs::read_to_string(folder.join(name)) else {
                    return StatusCode::NOT_FOUND.into_response();
                };
                let media_type = match name.rsplit('.').next() {
                    Some("css") => "text/css",
                    Some("js") => "text/javascript",
                    _ => "text/html",
                };
                let text = text.replace("{site}", &site).replace("{sandboxed}", &format!("{site}/single.html"));
                let headers = [("content-type", media_type.to_owned()), ("content-security-policy", policy)];
                before_load(&faults, &site, (headers, text).into_response()).await
            }
        };
        format!("http://{host}:{}/", serve(Router::new().fallback(answer)).await)
    }

    /// The address of a path of the site.
    pub fn address(&self, path: &str) -> String {
        format!("{}/{path}", self.origin)
    }

    /// Answers requests for a path with a fault from now on.
    pub fn fail(&self, path: &str, fault: Fault) {
        self.faults.lock().expect("no test panics with it").insert(path.to_owned(), fault);
    }

    /// Has a script run in every page before its own.
    pub fn before_load(&self, script: &str) {
        self.fail(BEFORE_LOAD, Fault::Other(script.to_owned()));
    }

    /// Answers all requests as it should from now on.
    pub fn heal(&self) {
        self.faults.lock().expect("no test panics with it").retain(|path, _| path == BEFORE_LOAD);
    }
}

/// Serves from now on; at which port.
async fn serve(app: Router) -> u16 {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    tokio::spawn(async move { axum::serve(listener, app).await });
    port
}

async fn answer_with_fault(State(faults): State<Faults>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let fault = faults.lock().expect("no test panics with it").get(&path).cloned();
    // Else the answer might be that the file is as the browser has it.
    if fault.is_some() {
        for condition in [IF_MODIFIED_SINCE, IF_NONE_MATCH] {
            request.headers_mut().remove(condition);
        }
    }
    match fault {
        None => {
            let mut response = next.run(request).await;
            // What a frame without an origin needs to have its own scripts and data.
            let header = HeaderName::from_static("access-control-allow-origin");
            response.headers_mut().insert(header, HeaderValue::from_static("*"));
            // Else it could not be held another time.
            if path.ends_with(".wasm") {
                response.headers_mut().insert("cache-control", HeaderValue::from_static("no-store"));
            }
            before_load(&faults, "", response).await
        }
        Some(Fault::Status(status)) => StatusCode::from_u16(status).expect("a status").into_response(),
        Some(Fault::Truncated(length)) => {
            let response = next.run(request).await;
            let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.expect("a file");
            body.slice(..length).into_response()
        }
        Some(Fault::Other(text)) => text.into_response(),
        Some(Fault::Held) => {
            while faults.lock().expect("no test panics with it").contains_key(&path) {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
            next.run(request).await
        }
        Some(Fault::Page(html)) => Html(html).into_response(),
        Some(Fault::Appended(more)) => {
            let (mut head, body) = next.run(request).await.into_parts();
            let body = axum::body::to_bytes(body, usize::MAX).await.expect("a file");
            head.headers.remove("content-length");
            Response::from_parts(head, [&body, more].concat().into())
        }
        Some(Fault::Typed(media_type)) => {
            let mut response = next.run(request).await;
            response.headers_mut().insert("content-type", HeaderValue::from_static(media_type));
            response
        }
    }
}

/// Where the script stands that a test has run in every page before its own.
const BEFORE_LOAD: &str = "/before-load.js";

/// A page with the script of the site at this origin that is to run before its own.
async fn before_load(faults: &Faults, site: &str, response: Response) -> Response {
    let is_page = response.headers().get("content-type").is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if !is_page || !faults.lock().expect("no test panics with it").contains_key(BEFORE_LOAD) {
        return response;
    }
    let (mut head, body) = response.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.expect("a page");
    head.headers.remove("content-length");
    let page =
        String::from_utf8_lossy(&body).replacen("<link", &format!("<script src={site}{BEFORE_LOAD}></script><link"), 1);
    Response::from_parts(head, page.into())
}

/// The name of the built file that begins and ends like this.
fn built_file(begin: &str, end: &str) -> String {
    let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/dist")).expect("make build was run");
    let names = files.map(|file| file.expect("a file").file_name().to_string_lossy().into_owned());
    let found: Vec<String> = names.filter(|name| name.starts_with(begin) && name.ends_with(end)).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    found.into_iter().next().expect("there is one")
}

/// The name of the program's file that ends like this.
pub fn built(end: &str) -> String {
    built_file("asem-dashboard-", end)
}

/// The path of the script that starts the program.
pub fn built_start() -> String {
    format!("/{}", built_file("boot-", ".js"))
}

/// The path of a part of the program that comes later: `page`, `rest`, or `shared` by both.
pub fn built_part(name: &str) -> String {
    format!("/{}", built_file(&format!("asem-{name}-"), ".wasm"))
}

/// The text of a file of the built site.
pub fn built_text(file: &str) -> String {
    std::fs::read_to_string(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/dist")).join(file))
        .expect("make build was run")
}

/// A folder with this text as the file, to be served over `dist/`.
pub fn folder_with(name: &str, file: &str, text: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let file = folder.join(file);
    std::fs::create_dir_all(file.parent().expect("it is in a folder")).expect("a folder");
    std::fs::write(file, text).expect("a file");
    folder
}

/// A folder with the page as it is without anything rendered, to be served over `dist/`.
pub fn bare_html() -> PathBuf {
    let page = built_text("index.html");
    let (before, rest) = page.split_once("<!-- page -->").expect("a place for the page");
    let (_, after) = rest.split_once("<!-- /page -->").expect("its end");
    folder_with("bare-html", "index.html", &[before, after].concat())
}

/// Runs a test in a browser of its own, on a site of its own.
pub async fn in_browser<F: Future<Output = Result>>(test: impl FnOnce(Page) -> F) {
    in_browser_over(None, test).await;
}

/// The same with the files of a folder over those of `dist/`.
pub async fn in_browser_over<F: Future<Output = Result>>(over: Option<&Path>, test: impl FnOnce(Page) -> F) {
    let site = Site::start(over).await;
    let engine = Engine::of_run();
    let (driver, browser) = started(engine).await;
    let outcome = browser.run_and_quit(|browser| test(Page { browser, site, driver: driver.clone() })).await;
    // No sooner: it ends the session.
    drop(driver);
    outcome.expect("the test passes");
}

/// A driver with a browser. What is found at the driver's port may be another test's site, which took it first: then anew.
async fn started(engine: Engine) -> (Arc<Driver>, WebDriver) {
    let mut n_tries = 0;
    loop {
        let driver = Arc::new(Driver::start(engine));
        n_tries += 1;
        match driver.browser(engine).await {
            Ok(browser) => return (driver, browser),
            Err(why) => assert!(n_tries < 3, "the browser starts: {why}"),
        }
    }
}

/// The page in the browser.
#[derive(Clone)]
pub struct Page {
    pub browser: WebDriver,
    pub site: Site,
    driver: Arc<Driver>,
}

impl Page {
    /// Opens an address and waits until all of the page is live, or it has failed.
    pub async fn open(&self, address: &str) -> Result {
        self.browser.goto(format!("{}/{address}", self.site.origin)).await?;
        self.wait_until("the page is live or failed", async |page| {
            Ok(page.progress().await? == "failed" || page.is_live().await?)
        })
        .await
    }

    /// Opens an address as it is without its program, which comes once the site is healed.
    pub async fn open_static(&self, address: &str) -> Result {
        self.site.fail(&format!("/{}", built("_bg.wasm")), Fault::Held);
        self.bypass_worker().await?;
        self.browser.goto(format!("{}/{address}", self.site.origin)).await?;
        assert_eq!(self.progress().await?, "static");
        Ok(())
    }

    /// Lets the program come, and waits until the page is live.
    pub async fn go_live(&self) -> Result {
        self.site.heal();
        self.wait_until_live().await
    }

    /// Waits until all of the page is live.
    pub async fn wait_until_live(&self) -> Result {
        self.wait_until("the page is live", async |page| page.is_live().await).await
    }

    /// Whether all of the page is live.
    async fn is_live(&self) -> Result<bool> {
        self.script("const { app, rest } = document.documentElement.dataset; return app === 'live' && rest === 'live'")
            .await
    }

    /// `html[data-app]`.
    pub async fn progress(&self) -> Result<String> {
        self.script("return document.documentElement.dataset.app").await
    }

    /// What follows the site's name in the address.
    pub async fn address(&self) -> Result<String> {
        // What the page knows: the driver may hear of it a moment later.
        let url: String = self.script("return location.href").await?;
        Ok(url.trim_start_matches(&self.site.origin).trim_start_matches('/').to_owned())
    }

    /// The value of a script.
    pub async fn script<T: serde::de::DeserializeOwned>(&self, script: &str) -> Result<T> {
        self.browser.execute(script, Vec::new()).await?.convert()
    }

    /// Waits for a condition.
    pub async fn wait_until(&self, what: &str, condition: impl AsyncFn(&Self) -> Result<bool>) -> Result {
        let start = Instant::now();
        while !condition(self).await? {
            assert!(start.elapsed() < PATIENCE, "waited in vain until {what}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }

    /// The element with this role and accessible name, as a screen reader finds it.
    pub async fn find(&self, role: &str, name: &str) -> Result<WebElement> {
        let start = Instant::now();
        loop {
            let found = match self.find_now(role, name).await {
                // What was found was replaced before it was asked for its name: look again.
                Err(error) if matches!(*error, thirtyfour::error::WebDriverErrorInner::StaleElementReference(_)) => {
                    Err(Vec::new())
                }
                other => other?,
            };
            match found {
                Ok(found) => return Ok(found),
                Err(others) => assert!(start.elapsed() < PATIENCE, "no {role} is named {name:?}, only {others:?}"),
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    async fn find_now(&self, role: &str, name: &str) -> Result<std::result::Result<WebElement, Vec<String>>> {
        // Elements that may have the role; the browser itself tells role and name of each that is shown.
        let selector = match role {
            "link" => "a[href]",
            "button" => "button",
            "radio" => "input[type=radio]",
            "slider" => "input[type=range]",
            "combobox" => "select",
            "textbox" => "input:not([type])",
            "searchbox" => "input[type=search]",
            "heading" => "h1, h2, h3, h4",
            "alert" => "[role=alert]",
            other => panic!("no selector for the role {other}"),
        };
        // Those first whose text or label is the name but for its space; not WebDriver's own notion of what is displayed,
        // which takes a radio button under its label for hidden.
        let script = format!(
            "const bare = (text) => (text ?? '').replaceAll(/\\s/g, ''), name = bare(arguments[0]);
             const isLikely = (one) => [one.ariaLabel, one.textContent, one.labels?.[0]?.textContent]
                 .some((text) => bare(text) === name);
             return [...document.querySelectorAll('{selector}')].filter((one) => one.checkVisibility())
                 .map((one) => [one, isLikely(one)]).sort(([, a], [, b]) => b - a).map(([one]) => one)"
        );
        let shown = self.browser.execute(script, vec![json!(name)]).await?.elements()?;
        let mut others = Vec::new();
        for element in shown {
            let label = self.computed(&element, "label").await?;
            if label == name {
                let computed = self.computed(&element, "role").await?;
                // WebKit calls what opens a list of choices a button.
                let is_list = role == "combobox" && Engine::of_run() == Engine::WebKit && computed == "button";
                assert!(is_list || computed == role, "{name:?} is a {computed}, not a {role}");
                return Ok(Ok(element));
            }
            others.push(label);
        }
        Ok(Err(others))
    }

    /// Clicks what has this role and name.
    pub async fn click(&self, role: &str, name: &str) -> Result {
        self.click_on(&self.find(role, name).await?).await
    }

    /// Chooses a value of a facet: its radio button lies under the text that is seen.
    pub async fn choose(&self, name_with_count: &str) -> Result {
        self.click("radio", name_with_count).await
    }

    /// Types into the search field.
    pub async fn search(&self, text: &str) -> Result {
        self.find("searchbox", "Search by name or code").await?.send_keys(text).await
    }

    /// The partner whose link has the keyboard focus.
    pub async fn focused_partner(&self) -> Result<Option<String>> {
        self.script("return document.activeElement.closest('[data-partner]')?.dataset.partner").await
    }

    /// The status sentence.
    pub async fn status(&self) -> Result<String> {
        // In one step: while the page loads, an element found may be replaced before it is read.
        self.script("return document.querySelector('[role=status]')?.textContent ?? ''").await
    }

    /// Waits for a status sentence.
    pub async fn expect_status(&self, sentence: &str) -> Result {
        self.expect_words("the status", sentence, Self::status).await
    }

    /// Waits until something says this, and tells what it said if it never does.
    pub async fn expect_words(
        &self,
        what: &str,
        expected: &str,
        read: impl AsyncFn(&Self) -> Result<String>,
    ) -> Result {
        let start = Instant::now();
        loop {
            let words = read(self).await?;
            if words == expected {
                return Ok(());
            }
            assert!(start.elapsed() < PATIENCE, "{what} is {words:?}, not {expected:?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// The partners of a view that are in its shown set, sorted.
    pub async fn shown(&self, view: &str) -> Result<Vec<String>> {
        self.partners(view, "['idle', 'match', 'hovered', 'selected'].includes(emphasis)").await
    }

    /// The partners of a view that stand out as selected.
    pub async fn selected(&self, view: &str) -> Result<Vec<String>> {
        self.partners(view, "emphasis === 'selected'").await
    }

    /// All partners of a view.
    pub async fn all(&self, view: &str) -> Result<Vec<String>> {
        self.partners(view, "emphasis !== 'absent'").await
    }

    async fn partners(&self, view: &str, condition: &str) -> Result<Vec<String>> {
        self.script(&format!(
            "return [...document.querySelectorAll('[data-view={view}] [data-partner]')]
                .filter((element) => {{ const emphasis = element.dataset.emphasis; return {condition}; }})
                .map((element) => element.dataset.partner)
                .sort()"
        ))
        .await
    }

    /// Asserts that all three views are in sight, one below the other, with the partners of the release.
    pub async fn expect_all_views_in_sight(&self) -> Result {
        for view in ["board", "map", "list"] {
            assert_eq!(self.all(view).await?.len(), 45, "{view}");
            let is_shown: bool =
                self.script(&format!("return document.querySelector('[data-view={view}]').checkVisibility({{ visibilityProperty: true }})")).await?;
            assert!(is_shown, "{view}");
        }
        Ok(())
    }

    /// Waits until the map is drawn.
    pub async fn wait_for_map(&self) -> Result {
        self.wait_until("the map is drawn", async |page| {
            let n_on_map = page.all("map").await?.len();
            Ok(n_on_map > 0 && n_on_map == page.all("board").await?.len())
        })
        .await
    }

    /// Asserts that board, map and list show these partners and have this one selected.
    pub async fn expect_in_all_views(&self, shown: &[&str], selected: &[&str]) -> Result {
        self.wait_for_map().await?;
        for view in ["board", "map", "list"] {
            assert_eq!(self.shown(view).await?, shown, "shown in {view}");
            assert_eq!(self.selected(view).await?, selected, "selected in {view}");
        }
        Ok(())
    }

    /// By how many pixels the page is wider than its window: nothing above zero is right.
    pub async fn overflow(&self) -> Result<i64> {
        self.script("return document.documentElement.scrollWidth - document.documentElement.clientWidth").await
    }
}
