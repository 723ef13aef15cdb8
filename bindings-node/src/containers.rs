//! Options, lists and maps.

use crate::errors::wrong_type;
use crate::js::{Env, FromJs, Js, ToJs};
use firstline::Result;
use std::collections::BTreeMap;

impl<T: FromJs> FromJs for Option<T> {
    fn from_js(js: Js) -> Result<Self> {
        if js.is_absent()? { Ok(None) } else { T::from_js(js).map(Some) }
    }
}

impl<T: ToJs> ToJs for Option<T> {
    fn to_js(&self, env: Env) -> Result<Js> {
        self.as_ref().map_or_else(|| Js::undefined(env), |value| value.to_js(env))
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: FromJs> FromJs for Vec<T> {
    fn from_js(js: Js) -> Result<Self> {
        if !js.is_array()? {
            return Err(wrong_type("an array"));
        }
        let read = |index| {
            Js::scoped(js.env(), || T::from_js(js.at(index)?))
                .map_err(|error| error.within(&format!("[{index}]")))
        };
        (0..js.length()?).map(read).collect()
    }
}

impl<T: ToJs> ToJs for Vec<T> {
    fn to_js(&self, env: Env) -> Result<Js> {
        let array = Js::array(env, self.len())?;
        for (index, value) in (0..).zip(self) {
            Js::scoped(env, || array.put_at(index, value.to_js(env)?))?;
        }
        Ok(array)
    }
}

impl<T: FromJs> FromJs for BTreeMap<String, T> {
    fn from_js(js: Js) -> Result<Self> {
        js.require_object()?;
        // A `Map` has its entries elsewhere than in properties, so it would seem to be empty.
        if !js.is_plain()? {
            return Err(wrong_type("a plain object; `Object.fromEntries(map)` makes one of a Map"));
        }
        let keys = js.keys()?;
        let read = |index| {
            let key = keys.at(index)?.text()?;
            let value = T::from_js(js.get_text(&key)?).map_err(|error| error.within(&key))?;
            Ok((key, value))
        };
        (0..keys.length()?).map(read).collect()
    }
}

impl<T: ToJs> ToJs for BTreeMap<String, T> {
    fn to_js(&self, env: Env) -> Result<Js> {
        let object = Js::object(env)?;
        for (key, value) in self {
            object.put_text(key, value.to_js(env)?)?;
        }
        Ok(object)
    }
}
