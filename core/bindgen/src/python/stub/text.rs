//! Python's layout: indentation, docstrings, signatures that are broken where they are long.

/// The widest line, as the package's formatter has it.
const WIDTH: usize = 120;

/// A text that grows by lines.
#[derive(Default)]
pub(super) struct Text {
    lines: Vec<String>,
    depth: usize,
}

impl Text {
    /// Lines as they are.
    pub(super) fn raw(&mut self, text: &str) {
        self.lines.extend(text.lines().map(str::to_owned));
    }

    /// A line at the present depth.
    pub(super) fn line(&mut self, line: &str) {
        self.lines.push(format!("{}{line}", "    ".repeat(self.depth)));
    }

    /// An empty line.
    pub(super) fn blank(&mut self) {
        self.lines.push(String::new());
    }

    /// A docstring, where there is documentation.
    pub(super) fn docs(&mut self, docs: &str) {
        let docs = docs.replace('\\', "\\\\").replace("\"\"\"", "\\\"\\\"\\\"");
        let mut lines: Vec<_> = docs.lines().collect();
        match lines.as_slice() {
            [] => {}
            // Four quotes in a row would end the text early.
            [line] if !line.ends_with('"') => self.line(&format!("\"\"\"{line}\"\"\"")),
            [first, ..] => {
                self.line(&format!("\"\"\"{first}"));
                for line in lines.drain(..).skip(1) {
                    if line.is_empty() { self.blank() } else { self.line(line) }
                }
                self.line("\"\"\"");
            }
        }
    }

    /// A class, its documentation and what `body` writes.
    pub(super) fn class(&mut self, head: &str, docs: &str, body: impl FnOnce(&mut Self)) {
        self.line(&format!("class {head}:"));
        self.depth += 1;
        self.docs(docs);
        body(self);
        self.depth -= 1;
    }

    /// A function; on one line where that is short enough.
    pub(super) fn function(
        &mut self,
        name: &str,
        parameters: &[String],
        returns: &str,
        docs: &str,
    ) {
        let whole = format!("def {name}({}) -> {returns}:", parameters.join(", "));
        let body = if docs.is_empty() { " ..." } else { "" };
        if self.depth * 4 + whole.len() + body.len() <= WIDTH {
            self.line(&format!("{whole}{body}"));
        } else {
            self.line(&format!("def {name}("));
            for parameter in parameters {
                self.line(&format!("    {parameter},"));
            }
            self.line(&format!(") -> {returns}:{body}"));
        }
        self.depth += 1;
        self.docs(docs);
        self.depth -= 1;
    }

    /// A property that can't be set.
    pub(super) fn property(&mut self, name: &str, ty: &str, docs: &str) {
        self.line("@property");
        self.function(name, &["self".to_owned()], ty, docs);
    }

    /// The whole.
    pub(super) fn finish(self) -> String {
        self.lines.join("\n") + "\n"
    }
}
