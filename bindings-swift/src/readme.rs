//! The README's example of a language as a test of it, so that it runs as it stands there.

use firstline_bindgen::mobile::Language;
use firstline_bindgen::{Failure, Output};

/// The test, from the text of the README.
pub(crate) fn test_of(language: Language, readme: &str) -> Result<Output, Failure> {
    let fence = match language {
        Language::Swift => "```swift\n",
        Language::Kotlin => "```kotlin\n",
    };
    let block = readme.split_once(fence).and_then(|(_, rest)| rest.split_once("```"));
    let (block, _) =
        block.ok_or_else(|| Failure::new(format!("README.md has no {}", fence.trim_end())))?;
    let (imports, body): (Vec<&str>, Vec<&str>) =
        block.lines().partition(|line| line.starts_with("import "));
    let (imports, body) = (imports.join("\n"), body.join("\n"));
    Ok(match language {
        Language::Swift => Output {
            name: "ReadmeTests.swift".to_owned(),
            text: format!(
                "{imports}\nimport XCTest\n\nfinal class ReadmeTests: XCTestCase {{\n\
                 func testTheReadmeRuns() throws {{\n{body}\n}}\n}}\n"
            ),
        },
        Language::Kotlin => Output {
            name: "ReadmeTest.kt".to_owned(),
            text: format!(
                "package readme\n\n{imports}\nimport org.junit.jupiter.api.Test\n\nclass ReadmeTest {{\n\
                 @Test\nfun `the readme runs`() {{\n{body}\n}}\n}}\n"
            ),
        },
    })
}
