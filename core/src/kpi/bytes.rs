//! States as bytes: whole numbers of any size, texts, counts; what is read is checked.

use crate::error::{Error, ErrorKind, Result};

#[derive(Debug, Default)]
pub(super) struct Writer(Vec<u8>);

impl Writer {
    pub(super) fn raw(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// Seven bits a byte, the lowest first.
    pub(super) fn unsigned(&mut self, mut value: u128) {
        loop {
            let low = u8::try_from(value & 0x7f).unwrap_or_default();
            value >>= 7;
            if value == 0 {
                return self.0.push(low);
            }
            self.0.push(low | 0x80);
        }
    }

    /// The sign in the lowest bit.
    pub(super) fn signed(&mut self, value: i128) {
        let negative = u128::from(value < 0);
        self.unsigned(if value < 0 {
            (value + 1).unsigned_abs() << 1 | negative
        } else {
            value.unsigned_abs() << 1
        });
    }

    pub(super) fn count(&mut self, count: usize) {
        self.unsigned(u128::try_from(count).unwrap_or(u128::MAX));
    }

    pub(super) fn text(&mut self, text: &str) {
        self.count(text.len());
        self.raw(text.as_bytes());
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

#[derive(Debug)]
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl<'a> Reader<'a> {
    pub(super) fn valid<T>(&self, value: Option<T>) -> Result<T> {
        value.ok_or_else(|| {
            let message =
                "these bytes are no state, or were cut or changed; write them again with to_bytes";
            Error::new(ErrorKind::Malformed, "kpi_state.malformed", "bytes", message)
        })
    }

    pub(super) fn raw(&mut self, length: usize) -> Result<&'a [u8]> {
        let (head, rest) = self.valid(self.0.split_at_checked(length))?;
        self.0 = rest;
        Ok(head)
    }

    pub(super) fn unsigned(&mut self) -> Result<u128> {
        let mut value = 0_u128;
        for place in 0..19 {
            let byte = self.raw(1)?.first().copied();
            let byte = self.valid(byte)?;
            let bits = u128::from(byte & 0x7f);
            value |=
                self.valid(bits.checked_shl(place * 7).filter(|it| it >> (place * 7) == bits))?;
            if byte & 0x80 == 0 {
                // One number has one text.
                return self.valid((place == 0 || byte != 0).then_some(value));
            }
        }
        self.valid(None)
    }

    pub(super) fn signed(&mut self) -> Result<i128> {
        let value = self.unsigned()?;
        let half = self.valid(i128::try_from(value >> 1).ok())?;
        Ok(if value & 1 == 1 { -half - 1 } else { half })
    }

    pub(super) fn u64(&mut self) -> Result<u64> {
        let value = self.unsigned()?;
        self.valid(u64::try_from(value).ok())
    }

    pub(super) fn i64(&mut self) -> Result<i64> {
        let value = self.signed()?;
        self.valid(i64::try_from(value).ok())
    }

    /// A count of things that take a byte each or more, so that none is believed that the rest can't hold.
    pub(super) fn count(&mut self) -> Result<usize> {
        let value = self.unsigned()?;
        let count = usize::try_from(value).ok().filter(|count| *count <= self.0.len());
        self.valid(count)
    }

    pub(super) fn text(&mut self) -> Result<&'a str> {
        let length = self.count()?;
        let bytes = self.raw(length)?;
        self.valid(std::str::from_utf8(bytes).ok())
    }
}

/// FNV-1a with 128 bits: tells different specifications apart, and cut or changed bytes; it is no defence against malice.
pub(super) fn fingerprint(bytes: &[u8]) -> [u8; 16] {
    let add = |hash: u128, byte: &u8| {
        (hash ^ u128::from(*byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b)
    };
    bytes.iter().fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d, add).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_hash_is_fnv_1a() {
        // draft-eastlake-fnv: the empty string gives the offset basis; FNV-1a of "a".
        assert_eq!(
            u128::from_be_bytes(fingerprint(b"")),
            0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
        );
        assert_eq!(
            u128::from_be_bytes(fingerprint(b"a")),
            0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964
        );
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(numbers in proptest::collection::vec(any::<i128>(), 0..20), text in ".*") {
            let mut writer = Writer::default();
            writer.text(&text);
            numbers.iter().for_each(|number| writer.signed(*number));
            let bytes = writer.into_bytes();
            let mut reader = Reader(&bytes);
            prop_assert_eq!(reader.text().unwrap(), text);
            for number in numbers {
                prop_assert_eq!(reader.signed().unwrap(), number);
            }
            prop_assert!(reader.0.is_empty());
        }

        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            let mut reader = Reader(&bytes);
            while reader.signed().is_ok() {}
            let _ = Reader(&bytes).text();
        }
    }
}
