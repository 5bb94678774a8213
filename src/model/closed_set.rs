//! One way to write a closed set: an enum with all its values, their keys and their labels.

/// Defines an enum whose values have a `key` (data file, query string, CSS) and a `label` (for readers).
///
/// Views match on it without `_`, so that a new value fails to compile until every view knows it.
macro_rules! closed_set {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident {
            $( $(#[$value_meta:meta])* $value:ident = $key:literal, $label:literal; )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name {
            $( $(#[$value_meta])* $value, )+
        }

        impl $name {
            /// Every value, in the order in which readers meet them.
            pub const ALL: &'static [Self] = &[$( Self::$value, )+];

            /// The value's name in the data file, in the query string and in CSS.
            pub const fn key(self) -> &'static str {
                match self {
                    $( Self::$value => $key, )+
                }
            }

            /// The value's name for readers.
            pub const fn label(self) -> &'static str {
                match self {
                    $( Self::$value => $label, )+
                }
            }

            /// The value with this key, if there is one.
            pub fn from_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.key() == key)
            }

            /// All keys in words, for messages: `asia, europe`.
            pub fn keys() -> String {
                let keys: Vec<&str> = Self::ALL.iter().map(|value| value.key()).collect();
                keys.join(", ")
            }
        }
    };
}

pub(crate) use closed_set;
