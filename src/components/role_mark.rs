//! The sign of a role, for those who do not tell the shades apart.

use crate::model::Role;
use crate::view_model::roster::sign;
use leptos::prelude::*;

/// The sign of a role as a small picture in a line of text. The word stands beside it, so that it needs none of its own.
pub fn role_mark(role: Role) -> AnyView {
    view! {
        <svg class="asem-role-mark" viewBox="-6 -6 12 12" width="12" height="12" aria-hidden="true">
            <path d=sign(role)></path>
        </svg>
    }
    .into_any()
}

/// The states worth looking at.
#[cfg(feature = "ssr")]
pub fn examples() -> Vec<super::sample::Example> {
    use super::sample::example;
    Role::ALL.iter().map(|role| example(role.label(), role_mark(*role))).collect()
}
