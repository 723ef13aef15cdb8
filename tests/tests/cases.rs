//! Every file of `cases/`, through the core's public API.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may panic, and says how many cases it ran"
)]

use std::path::{Path, PathBuf};

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
    files.sort();
    files
}

#[test]
fn shared_cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let (mut cases, mut wrong) = (0, Vec::new());
    let files = files(&folder);
    for file in &files {
        let shown = file.strip_prefix(&folder).unwrap().display().to_string();
        match firstline_tests::run_file(&std::fs::read_to_string(file).unwrap()) {
            Ok(tally) => {
                cases += tally.cases;
                wrong.extend(tally.wrong.into_iter().map(|line| format!("{shown}: {line}")));
            }
            Err(fault) => wrong.push(format!("{shown}: {fault}")),
        }
    }
    println!("{cases} cases in {} files", files.len());
    assert!(cases > 0, "there are no cases");
    assert!(wrong.is_empty(), "{} wrong of {cases}:\n{}", wrong.len(), wrong.join("\n"));
}
