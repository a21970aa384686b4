//! The rulebook as a document: what Markdown and HTML are both written from.

/// A run of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    Text(String),
    Strong(String),
    Code(String),
    /// To a place in the document (`#id`).
    Link {
        to: String,
        text: String,
    },
}

pub type Line = Vec<Inline>;

/// A line of a list with what hangs below it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    pub line: Line,
    pub items: Vec<Item>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// The title is level 1.
    Heading {
        level: u8,
        id: String,
        text: String,
    },
    Paragraph(Line),
    List(Vec<Item>),
    Table {
        head: Vec<String>,
        rows: Vec<Vec<Line>>,
        /// The place of each row, as far as rows are linked to.
        ids: Vec<String>,
    },
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    pub blocks: Vec<Block>,
}

impl Document {
    pub fn heading(&mut self, level: u8, id: &str, text: &str) {
        self.blocks.push(Block::Heading {
            level,
            id: id.to_owned(),
            text: text.to_owned(),
        });
    }

    pub fn paragraph(&mut self, line: impl Into<Sentence>) {
        self.blocks.push(Block::Paragraph(line.into().0));
    }

    pub fn list(&mut self, items: Vec<Item>) {
        if !items.is_empty() {
            self.blocks.push(Block::List(items));
        }
    }

    pub fn table(&mut self, head: &[&str], rows: Vec<Vec<Line>>) {
        self.linked_table(head, rows, Vec::new());
    }

    pub fn linked_table(&mut self, head: &[&str], rows: Vec<Vec<Line>>, ids: Vec<String>) {
        if !rows.is_empty() {
            self.blocks.push(Block::Table {
                head: head.iter().map(|h| (*h).to_owned()).collect(),
                rows,
                ids,
            });
        }
    }
}

/// A line that is built up piece by piece.
#[derive(Debug, Clone, Default)]
pub struct Sentence(pub Line);

impl Sentence {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn text(mut self, text: impl Into<String>) -> Self {
        let text = text.into();
        if !text.is_empty() {
            self.0.push(Inline::Text(text));
        }
        self
    }

    pub fn strong(mut self, text: impl Into<String>) -> Self {
        self.0.push(Inline::Strong(text.into()));
        self
    }

    pub fn code(mut self, text: impl Into<String>) -> Self {
        self.0.push(Inline::Code(text.into()));
        self
    }

    pub fn link(mut self, to: impl Into<String>, text: impl Into<String>) -> Self {
        self.0.push(Inline::Link {
            to: to.into(),
            text: text.into(),
        });
        self
    }

    pub fn item(self) -> Item {
        Item {
            line: self.0,
            items: Vec::new(),
        }
    }

    pub fn over(self, items: Vec<Item>) -> Item {
        Item {
            line: self.0,
            items,
        }
    }
}

impl From<&str> for Sentence {
    fn from(text: &str) -> Self {
        Sentence::new().text(text)
    }
}

impl From<String> for Sentence {
    fn from(text: String) -> Self {
        Sentence::new().text(text)
    }
}
