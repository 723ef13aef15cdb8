//! Values from the caller to the core, each fault with its path, and back.

use firstline::Result;
use std::collections::{BTreeMap, HashMap};

/// A value that a caller gave.
pub(crate) trait IntoCore {
    /// What the core takes.
    type Core;

    /// Checks it.
    fn into_core(self) -> Result<Self::Core>;
}

/// A value that a caller gets.
pub(crate) trait FromCore {
    /// What the core gives.
    type Core;

    /// Makes it ready to cross.
    fn from_core(core: Self::Core) -> Self;
}

/// The field of that name as the core takes it.
pub(crate) fn field<T: IntoCore>(name: &str, value: T) -> Result<T::Core> {
    value.into_core().map_err(|error| error.within(name))
}

/// What crosses as it is.
macro_rules! same {
    ($($ty:ty),*) => {$(
        impl IntoCore for $ty {
            type Core = Self;

            fn into_core(self) -> ::firstline::Result<Self> {
                Ok(self)
            }
        }

        impl FromCore for $ty {
            type Core = Self;

            fn from_core(core: Self) -> Self {
                core
            }
        }
    )*};
}
pub(crate) use same;

same!((), bool, u8, u32, i64, f64, String);

impl<T: IntoCore> IntoCore for Option<T> {
    type Core = Option<T::Core>;

    fn into_core(self) -> Result<Self::Core> {
        self.map(T::into_core).transpose()
    }
}

impl<T: FromCore> FromCore for Option<T> {
    type Core = Option<T::Core>;

    fn from_core(core: Self::Core) -> Self {
        core.map(T::from_core)
    }
}

impl<T: IntoCore> IntoCore for Vec<T> {
    type Core = Vec<T::Core>;

    fn into_core(self) -> Result<Self::Core> {
        let item = |(place, item): (usize, T)| {
            item.into_core().map_err(|error| error.within(&format!("[{place}]")))
        };
        self.into_iter().enumerate().map(item).collect()
    }
}

impl<T: FromCore> FromCore for Vec<T> {
    type Core = Vec<T::Core>;

    fn from_core(core: Self::Core) -> Self {
        core.into_iter().map(T::from_core).collect()
    }
}

impl<T: IntoCore> IntoCore for HashMap<String, T> {
    type Core = BTreeMap<String, T::Core>;

    fn into_core(self) -> Result<Self::Core> {
        let entry = |(key, value): (String, T)| {
            let value = field(&key, value)?;
            Ok((key, value))
        };
        self.into_iter().map(entry).collect()
    }
}

impl<T: FromCore> FromCore for HashMap<String, T> {
    type Core = BTreeMap<String, T::Core>;

    fn from_core(core: Self::Core) -> Self {
        core.into_iter().map(|(key, value)| (key, T::from_core(value))).collect()
    }
}
