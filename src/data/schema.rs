//! The JSON Schema of the files, generated from the records that read them.

use super::json::{List, Must};
use super::raw;
use crate::model::*;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::Value;
use std::borrow::Cow;

/// The schema of the data file, as JSON text. Editors that find it complete and check while one types.
pub fn data_file() -> String {
    text::<raw::File>("ASEM visibility dashboard, data file, format 1")
}

/// The schema of a file that holds one release, as JSON text.
pub fn release_file() -> String {
    text::<raw::ReleaseFile>("ASEM visibility dashboard, file of one release, format 1")
}

fn text<T: JsonSchema>(title: &str) -> String {
    let settings = SchemaSettings::draft2020_12()
        .with_transform(RecursiveTransform(lists_may_be_left_out))
        .with_transform(RecursiveTransform(nothing_is_null));
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    schema.insert("title".to_owned(), title.into());
    // A value that came from a schema can be written.
    let mut text = serde_json::to_string_pretty(&schema.to_value()).unwrap_or_default();
    text.push('\n');
    text
}

/// A list that is left out means that there is nothing, which the derived schema does not know.
fn lists_may_be_left_out(schema: &mut Schema) {
    let properties = schema.get("properties").and_then(Value::as_object);
    let lists = properties.into_iter().flatten().filter(|(_, schema)| schema["type"] == "array");
    let lists: Vec<String> = lists.map(|(name, _)| name.clone()).collect();
    if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
        required.retain(|name| !lists.iter().any(|list| name == list));
    }
}

/// A field that may be left out may not be `null` instead, as the derived schema has it.
fn nothing_is_null(schema: &mut Schema) {
    let is_null = |schema: &Value| *schema == "null" || schema["type"] == "null";
    if let Some(types) = schema.get_mut("type").and_then(Value::as_array_mut) {
        types.retain(|one| !is_null(one));
        if let [only] = types.as_slice() {
            let only = only.clone();
            schema.insert("type".to_owned(), only);
        }
    }
    if let Some(choices) = schema.get_mut("anyOf").and_then(Value::as_array_mut) {
        choices.retain(|one| !is_null(one));
        if let [Value::Object(only)] = choices.as_slice() {
            let only = only.clone();
            schema.remove("anyOf");
            schema.ensure_object().extend(only);
        }
    }
}

impl<T: JsonSchema> JsonSchema for List<'_, T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        Vec::<T>::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Vec::<T>::json_schema(generator)
    }
}

impl<T: JsonSchema> JsonSchema for Must<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

/// Values written as text: the type and the pattern that it follows.
macro_rules! textual {
    ($( $type:ident, $pattern:literal; )+) => {$(
        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "pattern": $pattern })
            }
        }
    )+};
}

textual! {
    PartnerId, "^[A-Z](?:[A-Z-]{0,10}[A-Z])$";
    M49Code, "^[0-9]{3}$";
    ReleaseNumber, "^[A-Za-z0-9_./-]+$";
    SourceId, "^[A-Za-z0-9_./-]+$";
    ParagraphId, "^[a-z][a-z0-9-]*$";
    MeetingId, "^[a-z0-9-]+$";
    OrganisationId, "^[a-z0-9-]+$";
    EventId, "^[a-z0-9-]+$";
    WaveId, "^[a-z0-9-]+$";
    Lang, "^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$";
    WebAddress, "^https?://[^\\s\"<>]+$";
    Date, "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
    PartialDate, "^[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?$";
}

/// Closed sets: one of their keys.
macro_rules! keyed {
    ($( $type:ty ),+) => {$(
        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                stringify!($type).rsplit("::").next().unwrap_or_default().trim().to_owned().into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                let keys: Vec<&str> = Self::ALL.iter().map(|value| value.key()).collect();
                json_schema!({ "type": "string", "enum": keys })
            }
        }
    )+};
}

keyed!(Bloc, ClaimSubject, MeetingKind, NameKind, OrganisationKind, PartnerKind, Role, Side, Tense);
