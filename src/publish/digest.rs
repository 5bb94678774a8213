//! Digests as browsers compare them: for subresource integrity and for content security policies (both W3C).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256, Sha384};

/// What the content of a style or script inside a page is allowed by in its policy.
pub fn sha256(content: &str) -> String {
    ["sha256-", &base64(&Sha256::digest(content))].concat()
}

/// What a file is held against when it comes.
pub fn sha384(content: &[u8]) -> String {
    ["sha384-", &base64(&Sha384::digest(content))].concat()
}

/// Bytes as text.
pub fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_those_of_the_specifications() {
        // From the examples of Content Security Policy Level 2 (section 7.17.1) and Subresource Integrity (3.2).
        let example = "alert('Hello, world.');";
        assert_eq!(sha256(example), "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=");
        assert_eq!(
            sha384(example.as_bytes()),
            "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO"
        );
    }
}
