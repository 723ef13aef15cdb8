//! Values of JavaScript, by the raw calls of Node-API: napi's own conversions have no paths and take a fraction for
//! an integer. All that is unsafe stands here.

use firstline::{Error, ErrorKind, Result};
use napi::bindgen_prelude::{ClassInstance, FromNapiValue, ToNapiValue, TypeName};
use napi::sys;
use std::ffi::CStr;
use std::ptr::null_mut;

/// Where values are made.
pub(crate) type Env = sys::napi_env;

/// A value of JavaScript, valid during the call that it came with.
#[derive(Debug, Clone, Copy)]
pub struct Js {
    env: sys::napi_env,
    value: sys::napi_value,
}

/// The numbers of a typed array.
#[allow(dead_code, reason = "only columns are read from them")]
pub(crate) enum Numbers {
    /// Whole ones.
    Ints(Vec<i64>),
    /// Others.
    Floats(Vec<f64>),
}

/// What can be read from JavaScript.
pub(crate) trait FromJs: Sized {
    /// Reads it; the path of an error is relative to the value.
    fn from_js(js: Js) -> Result<Self>;
}

/// What can be written to JavaScript.
pub(crate) trait ToJs {
    /// Writes it.
    fn to_js(&self, env: Env) -> Result<Js>;

    /// Whether a property with it is left out.
    fn is_absent(&self) -> bool {
        false
    }
}

/// A text that the API itself has, such as the `type` of a choice.
pub(crate) struct Literal(pub(crate) &'static str);

impl ToJs for Literal {
    fn to_js(&self, env: Env) -> Result<Js> {
        Js::from_text(env, self.0)
    }
}

/// Turns what Node-API says into an error of ours.
fn check(status: sys::napi_status) -> Result<()> {
    if status == sys::Status::napi_ok {
        return Ok(());
    }
    let message = format!("Node refused a call of its API with status {status}");
    Err(Error::new(ErrorKind::Internal, "internal.node", "", message))
}

/// A value that Node-API gave, or nothing where it says that it is of another type. To ask for the type first would
/// double the calls.
fn given<T>(status: sys::napi_status, other_type: sys::napi_status, value: T) -> Result<Option<T>> {
    if status == other_type {
        return Ok(None);
    }
    check(status).map(|()| Some(value))
}

/// Calls Node-API with a place for one result.
macro_rules! ask {
    ($env:expr, $init:expr, $call:ident($($argument:expr),*)) => {{
        let mut result = $init;
        // SAFETY: the handles are of this call, whose scope is open, and `result` outlives it.
        check(unsafe { sys::$call($env, $($argument,)* &mut result) })?;
        result
    }};
}

/// The same for a result that is a value.
macro_rules! value {
    ($env:expr, $call:ident($($argument:expr),*)) => {
        Js { env: $env, value: ask!($env, null_mut(), $call($($argument),*)) }
    };
}

impl Js {
    pub(crate) fn undefined(env: Env) -> Result<Self> {
        Ok(value!(env, napi_get_undefined()))
    }

    pub(crate) fn object(env: Env) -> Result<Self> {
        Ok(value!(env, napi_create_object()))
    }

    pub(crate) fn array(env: Env, length: usize) -> Result<Self> {
        Ok(value!(env, napi_create_array_with_length(length)))
    }

    pub(crate) fn from_text(env: Env, text: &str) -> Result<Self> {
        let length = text.len().cast_signed();
        Ok(value!(env, napi_create_string_utf8(text.as_ptr().cast(), length)))
    }

    pub(crate) fn from_number(env: Env, number: f64) -> Result<Self> {
        Ok(value!(env, napi_create_double(number)))
    }

    pub(crate) fn from_bool(env: Env, value: bool) -> Result<Self> {
        Ok(value!(env, napi_get_boolean(value)))
    }

    pub(crate) fn date(env: Env, millis: f64) -> Result<Self> {
        Ok(value!(env, napi_create_date(millis)))
    }

    #[allow(dead_code, reason = "only where a function gives bytes")]
    pub(crate) fn from_bytes(env: Env, bytes: &[u8]) -> Result<Self> {
        let mut result = null_mut();
        let data = bytes.as_ptr().cast();
        // SAFETY: the bytes are copied before the call returns; the copy's place is not asked for.
        check(unsafe {
            sys::napi_create_buffer_copy(env, bytes.len(), data, null_mut(), &mut result)
        })?;
        Ok(Self { env, value: result })
    }

    pub(crate) fn env(self) -> Env {
        self.env
    }

    pub(crate) fn kind(self) -> Result<sys::napi_valuetype> {
        Ok(ask!(self.env, sys::ValueType::napi_undefined, napi_typeof(self.value)))
    }

    /// Missing, `undefined` and `null` all mean that there is nothing.
    pub(crate) fn is_absent(self) -> Result<bool> {
        let kind = self.kind()?;
        Ok(kind == sys::ValueType::napi_undefined || kind == sys::ValueType::napi_null)
    }

    pub(crate) fn is_array(self) -> Result<bool> {
        Ok(ask!(self.env, false, napi_is_array(self.value)))
    }

    pub(crate) fn is_date(self) -> Result<bool> {
        Ok(ask!(self.env, false, napi_is_date(self.value)))
    }

    /// Whether it is an object such as `{}` makes, of whatever realm, and none of a class like `Map`.
    pub(crate) fn is_plain(self) -> Result<bool> {
        let parent = value!(self.env, napi_get_prototype(self.value));
        if parent.is_absent()? {
            return Ok(true);
        }
        value!(self.env, napi_get_prototype(parent.value)).is_absent()
    }

    pub(crate) fn length(self) -> Result<u32> {
        Ok(ask!(self.env, 0, napi_get_array_length(self.value)))
    }

    pub(crate) fn at(self, index: u32) -> Result<Self> {
        Ok(value!(self.env, napi_get_element(self.value, index)))
    }

    pub(crate) fn get(self, key: &CStr) -> Result<Self> {
        Ok(value!(self.env, napi_get_named_property(self.value, key.as_ptr())))
    }

    pub(crate) fn get_text(self, key: &str) -> Result<Self> {
        let key = Self::from_text(self.env, key)?;
        Ok(value!(self.env, napi_get_property(self.value, key.value)))
    }

    /// The names of its own enumerable properties, as an array.
    pub(crate) fn keys(self) -> Result<Self> {
        Ok(value!(
            self.env,
            napi_get_all_property_names(
                self.value,
                sys::KeyCollectionMode::own_only,
                sys::KeyFilter::enumerable | sys::KeyFilter::skip_symbols,
                sys::KeyConversion::numbers_to_strings
            )
        ))
    }

    /// Sets a property, unless the value is absent.
    pub(crate) fn put(self, key: &CStr, value: &impl ToJs) -> Result<()> {
        if value.is_absent() {
            return Ok(());
        }
        let value = value.to_js(self.env)?;
        // SAFETY: both handles are of this call.
        check(unsafe {
            sys::napi_set_named_property(self.env, self.value, key.as_ptr(), value.value)
        })
    }

    pub(crate) fn put_text(self, key: &str, value: Self) -> Result<()> {
        let key = Self::from_text(self.env, key)?;
        // SAFETY: all handles are of this call.
        check(unsafe { sys::napi_set_property(self.env, self.value, key.value, value.value) })
    }

    pub(crate) fn put_at(self, index: u32, value: Self) -> Result<()> {
        // SAFETY: both handles are of this call.
        check(unsafe { sys::napi_set_element(self.env, self.value, index, value.value) })
    }

    /// Its number, if it is one.
    pub(crate) fn as_number(self) -> Result<Option<f64>> {
        let mut number = 0.0;
        // SAFETY: the handle is of this call and `number` outlives it.
        let status = unsafe { sys::napi_get_value_double(self.env, self.value, &mut number) };
        given(status, sys::Status::napi_number_expected, number)
    }

    pub(crate) fn as_bool(self) -> Result<Option<bool>> {
        let mut value = false;
        // SAFETY: the handle is of this call and `value` outlives it.
        let status = unsafe { sys::napi_get_value_bool(self.env, self.value, &mut value) };
        given(status, sys::Status::napi_boolean_expected, value)
    }

    /// The milliseconds of a `Date`.
    pub(crate) fn as_date(self) -> Result<Option<f64>> {
        let mut millis = 0.0;
        // SAFETY: the handle is of this call and `millis` outlives it.
        let status = unsafe { sys::napi_get_date_value(self.env, self.value, &mut millis) };
        given(status, sys::Status::napi_date_expected, millis)
    }

    pub(crate) fn as_text(self) -> Result<Option<String>> {
        // Most texts fit here, and asking for the length first costs a second pass.
        let mut short = [0_u8; 64];
        let Some(written) = self.copy_text(&mut short)? else {
            return Ok(None);
        };
        // Four bytes and the final zero may be missing where a character did not fit.
        let bytes = if written + 5 < short.len() {
            short.get(..written).unwrap_or_default().to_vec()
        } else {
            let mut length = 0;
            // SAFETY: without a place to write to, Node-API gives the length.
            check(unsafe {
                sys::napi_get_value_string_utf8(self.env, self.value, null_mut(), 0, &mut length)
            })?;
            let mut long = vec![0_u8; length + 1];
            let written = self.copy_text(&mut long)?.unwrap_or_default();
            long.truncate(written);
            long
        };
        // Node-API writes a lone surrogate as U+FFFD, so that the bytes are always UTF-8.
        let text = String::from_utf8(bytes).unwrap_or_default();
        if text.contains(char::REPLACEMENT_CHARACTER) {
            self.refuse_surrogate()?;
        }
        Ok(Some(text))
    }

    /// Refuses a text with half of a surrogate pair in it, which is no Unicode. A U+FFFD of its own is.
    fn refuse_surrogate(self) -> Result<()> {
        let length = ask!(self.env, 0, napi_get_value_string_utf16(self.value, null_mut(), 0));
        let (mut units, mut written) = (vec![0_u16; length + 1], 0);
        // SAFETY: Node-API writes at most as many units as the place has.
        check(unsafe {
            let (start, room) = (units.as_mut_ptr(), units.len());
            sys::napi_get_value_string_utf16(self.env, self.value, start, room, &mut written)
        })?;
        units.truncate(written);
        match String::from_utf16(&units) {
            Ok(_) => Ok(()),
            Err(_) => {
                let message = "it has half of a surrogate pair, which is no character; drop it";
                Err(Error::new(ErrorKind::Malformed, "text.surrogate", "", message))
            }
        }
    }

    /// Copies its text, if it is one, and tells how many bytes there are of it in `place`.
    fn copy_text(self, place: &mut [u8]) -> Result<Option<usize>> {
        let (mut written, start) = (0, place.as_mut_ptr().cast());
        // SAFETY: Node-API writes at most as many bytes as the place has.
        let status = unsafe {
            sys::napi_get_value_string_utf8(self.env, self.value, start, place.len(), &mut written)
        };
        given(status, sys::Status::napi_string_expected, written)
    }

    /// The bytes of a `Uint8Array` or `Buffer`.
    pub(crate) fn as_bytes(self) -> Result<Option<Vec<u8>>> {
        if !ask!(self.env, false, napi_is_typedarray(self.value)) {
            return Ok(None);
        }
        let (mut sort, mut length, mut data) = (0, 0, null_mut());
        // SAFETY: all places outlive the call; those not asked for are null.
        check(unsafe {
            sys::napi_get_typedarray_info(
                self.env,
                self.value,
                &mut sort,
                &mut length,
                &mut data,
                null_mut(),
                null_mut(),
            )
        })?;
        if sort != sys::TypedarrayType::uint8_array {
            return Ok(None);
        }
        if data.is_null() {
            return Ok(Some(Vec::new()));
        }
        // SAFETY: Node-API gave the place and its length, and no JavaScript runs until they are copied.
        Ok(Some(unsafe { std::slice::from_raw_parts(data.cast::<u8>(), length) }.to_vec()))
    }

    /// The numbers of a typed array; nothing for what is none.
    #[allow(dead_code, reason = "only columns are read from them")]
    pub(crate) fn as_numbers(self) -> Result<Option<Numbers>> {
        if !ask!(self.env, false, napi_is_typedarray(self.value)) {
            return Ok(None);
        }
        let (mut sort, mut length, mut data) = (0, 0, null_mut());
        // SAFETY: all places outlive the call; those not asked for are null.
        check(unsafe {
            sys::napi_get_typedarray_info(
                self.env,
                self.value,
                &mut sort,
                &mut length,
                &mut data,
                null_mut(),
                null_mut(),
            )
        })?;
        /// Copies numbers of one type.
        macro_rules! copied {
            ($type:ty) => {
                if data.is_null() {
                    Vec::new()
                } else {
                    // SAFETY: Node-API gave the place, aligned for its type, and its length, and no JavaScript runs
                    // until they are copied.
                    unsafe { std::slice::from_raw_parts(data.cast::<$type>(), length) }.to_vec()
                }
            };
        }
        macro_rules! ints {
            ($type:ty) => {
                Numbers::Ints(copied!($type).into_iter().map(i64::from).collect())
            };
        }
        Ok(Some(match sort {
            sys::TypedarrayType::int8_array => ints!(i8),
            sys::TypedarrayType::uint8_array | sys::TypedarrayType::uint8_clamped_array => {
                ints!(u8)
            }
            sys::TypedarrayType::int16_array => ints!(i16),
            sys::TypedarrayType::uint16_array => ints!(u16),
            sys::TypedarrayType::int32_array => ints!(i32),
            sys::TypedarrayType::uint32_array => ints!(u32),
            sys::TypedarrayType::bigint64_array => Numbers::Ints(copied!(i64)),
            sys::TypedarrayType::float32_array => {
                Numbers::Floats(copied!(f32).into_iter().map(f64::from).collect())
            }
            sys::TypedarrayType::float64_array => Numbers::Floats(copied!(f64)),
            _ => return Ok(None),
        }))
    }

    /// The instance of a class of ours that it is.
    pub(crate) fn instance<T: napi::bindgen_prelude::MaybeTypeTag + 'static>(
        self,
    ) -> Result<ClassInstance<'static, T>> {
        // SAFETY: the handle is of this call, and napi checks the class.
        unsafe { ClassInstance::from_napi_value(self.env, self.value) }.map_err(|_| {
            let class = std::any::type_name::<T>().rsplit("::").next().unwrap_or_default();
            let message = format!("give an instance of {class}");
            Error::new(ErrorKind::Malformed, "value.type", "", message)
        })
    }

    /// Throws it.
    pub(crate) fn throw(self) -> Result<()> {
        // SAFETY: the handle is of this call.
        check(unsafe { sys::napi_throw(self.env, self.value) })
    }

    /// Constructs an instance of this class.
    pub(crate) fn construct(self, argument: Self) -> Result<Self> {
        Ok(value!(self.env, napi_new_instance(self.value, 1, &argument.value)))
    }

    /// Keeps it beyond the call.
    pub(crate) fn keep(self) -> Result<sys::napi_ref> {
        Ok(ask!(self.env, null_mut(), napi_create_reference(self.value, 1)))
    }

    /// What was kept.
    pub(crate) fn kept(env: Env, kept: sys::napi_ref) -> Result<Self> {
        Ok(value!(env, napi_get_reference_value(kept)))
    }

    /// Runs what makes values that nothing holds afterwards, so that a long list does not hold all of them.
    pub(crate) fn scoped<T>(env: Env, run: impl FnOnce() -> Result<T>) -> Result<T> {
        let scope = ask!(env, null_mut(), napi_open_handle_scope());
        let result = run();
        // SAFETY: the scope was opened above and no value of it leaves `run`.
        check(unsafe { sys::napi_close_handle_scope(env, scope) })?;
        result
    }
}

impl TypeName for Js {
    fn type_name() -> &'static str {
        "any"
    }

    fn value_type() -> napi::ValueType {
        napi::ValueType::Unknown
    }
}

impl FromNapiValue for Js {
    unsafe fn from_napi_value(env: sys::napi_env, value: sys::napi_value) -> napi::Result<Self> {
        Ok(Self { env, value })
    }
}

impl ToNapiValue for Js {
    unsafe fn to_napi_value(_: sys::napi_env, js: Self) -> napi::Result<sys::napi_value> {
        Ok(js.value)
    }
}
