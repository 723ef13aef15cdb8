//! Numbers, texts and times.

use crate::errors::wrong_type;
use crate::js::{Env, FromJs, Js, ToJs};
use firstline::time::{Date, Span, TimeOfDay, Timestamp, Zone};
use firstline::{Error, ErrorKind, Result};
use rust_decimal::Decimal;

/// The last whole number from which on JavaScript no longer tells each from its neighbour: 2^53.
const EXACT: f64 = 9_007_199_254_740_992.0;

impl Js {
    pub(crate) fn text(self) -> Result<String> {
        self.as_text()?.ok_or_else(|| wrong_type("a string"))
    }

    pub(crate) fn bytes(self) -> Result<Vec<u8>> {
        self.as_bytes()?.ok_or_else(|| wrong_type("a Uint8Array or Buffer"))
    }

    /// A whole number between two bounds, which are whole and exact.
    fn whole(self, least: f64, most: f64) -> Result<i64> {
        let number = self.as_number()?.ok_or_else(|| wrong_type("a number"))?;
        if number.is_finite() && number.fract() != 0.0 {
            let message = format!("{number} has a fraction; give a whole number");
            return Err(Error::new(ErrorKind::Malformed, "integer.fractional", "", message));
        }
        if !(least..=most).contains(&number) {
            let message = format!("{number} is outside {least} to {most}");
            return Err(Error::new(ErrorKind::Invalid, "integer.out_of_range", "", message));
        }
        // The bounds lie within 2^53, so that nothing is cut.
        #[expect(clippy::as_conversions, reason = "whole and within 2^53, as checked above")]
        Ok(number as i64)
    }
}

/// A whole number for JavaScript, refused where it could not be told from its neighbours.
fn exact(env: Env, number: i64) -> Result<Js> {
    if number.unsigned_abs() > 1 << 53 {
        let message = format!("{number} is beyond 2^53, where a number is no longer exact");
        return Err(Error::new(ErrorKind::Invalid, "integer.out_of_range", "", message));
    }
    #[expect(clippy::as_conversions, reason = "within 2^53, as checked above")]
    Js::from_number(env, number as f64)
}

impl FromJs for i64 {
    fn from_js(js: Js) -> Result<Self> {
        js.whole(-EXACT, EXACT)
    }
}

impl ToJs for i64 {
    fn to_js(&self, env: Env) -> Result<Js> {
        exact(env, *self)
    }
}

impl FromJs for u32 {
    fn from_js(js: Js) -> Result<Self> {
        let number = js.whole(0.0, f64::from(Self::MAX))?;
        Self::try_from(number).map_err(|_| wrong_type("a number from 0 to 4294967295"))
    }
}

impl ToJs for u32 {
    fn to_js(&self, env: Env) -> Result<Js> {
        Js::from_number(env, f64::from(*self))
    }
}

impl FromJs for f64 {
    fn from_js(js: Js) -> Result<Self> {
        js.as_number()?.ok_or_else(|| wrong_type("a number"))
    }
}

impl ToJs for f64 {
    fn to_js(&self, env: Env) -> Result<Js> {
        Js::from_number(env, *self)
    }
}

impl FromJs for bool {
    fn from_js(js: Js) -> Result<Self> {
        js.as_bool()?.ok_or_else(|| wrong_type("true or false"))
    }
}

impl ToJs for bool {
    fn to_js(&self, env: Env) -> Result<Js> {
        Js::from_bool(env, *self)
    }
}

impl FromJs for String {
    fn from_js(js: Js) -> Result<Self> {
        js.text()
    }
}

impl ToJs for String {
    fn to_js(&self, env: Env) -> Result<Js> {
        Js::from_text(env, self)
    }
}

impl ToJs for &str {
    fn to_js(&self, env: Env) -> Result<Js> {
        Js::from_text(env, self)
    }
}

impl FromJs for Timestamp {
    fn from_js(js: Js) -> Result<Self> {
        let millis = js.as_date()?.ok_or_else(|| wrong_type("a Date"))?;
        if !millis.is_finite() {
            let message = "the Date is invalid; give one that is";
            return Err(Error::new(ErrorKind::Invalid, "timestamp.invalid", "", message));
        }
        // A Date holds whole milliseconds within 2^53.
        #[expect(clippy::as_conversions, reason = "a valid Date holds whole milliseconds")]
        Self::from_millis(millis as i64)
    }
}

impl ToJs for Timestamp {
    fn to_js(&self, env: Env) -> Result<Js> {
        #[expect(clippy::as_conversions, reason = "the years 1 to 9999 are within 2^53 ms")]
        Js::date(env, self.as_millis() as f64)
    }
}

impl FromJs for Span {
    fn from_js(js: Js) -> Result<Self> {
        i64::from_js(js).map(Self::from_millis)
    }
}

impl ToJs for Span {
    fn to_js(&self, env: Env) -> Result<Js> {
        exact(env, self.as_millis())
    }
}

impl FromJs for Decimal {
    fn from_js(js: Js) -> Result<Self> {
        let text = js.as_text()?;
        let text = text.ok_or_else(|| wrong_type("a string such as '12.50', which is exact"))?;
        Self::from_str_exact(&text).map_err(|error| {
            let message = format!("'{text}' is no decimal number ({error}); write 12.50");
            Error::new(ErrorKind::Malformed, "decimal.malformed", "", message)
        })
    }
}

/// What JavaScript holds as the text that the core reads and prints.
macro_rules! as_text {
    ($($name:ty),*) => {$(
        impl FromJs for $name {
            fn from_js(js: Js) -> Result<Self> {
                js.text()?.parse()
            }
        }
    )*};
}

as_text!(Date, TimeOfDay, Zone);

macro_rules! to_text {
    ($($name:ty),*) => {$(
        impl ToJs for $name {
            fn to_js(&self, env: Env) -> Result<Js> {
                Js::from_text(env, &self.to_string())
            }
        }
    )*};
}

to_text!(Date, TimeOfDay, Zone, Decimal);
