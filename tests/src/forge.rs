//! Writes updates that no client would. The gate's own tests use it, too.

/// One block; anything goes.
#[derive(Debug, Clone)]
pub struct Block {
    /// The client and clock that it says it stands after.
    pub left: Option<(u64, u64)>,
    /// The client and clock that it says it stands before.
    pub right: Option<(u64, u64)>,
    /// What it says it lies in.
    pub parent: Parent,
    /// What it holds.
    pub content: Content,
}

/// What a block says it lies in.
#[derive(Debug, Clone)]
pub enum Parent {
    /// As the origins imply it.
    None,
    /// A root by its name.
    Root(String),
    /// The type that this block is said to be.
    Item(u64, u64),
}

/// What a block holds.
#[derive(Debug, Clone)]
pub enum Content {
    /// Words.
    Text(String),
    /// So many characters that are gone.
    Deleted(u64),
    /// A key and its value in JSON.
    Format(String, String),
    /// So many that were collected.
    Gc(u64),
    /// So many that come in another update.
    Skip(u64),
    /// Kind and flags, then what follows the parent.
    Raw(u8, Vec<u8>),
}

/// Blocks of one client from a clock on.
#[derive(Debug, Clone)]
pub struct Section {
    /// Whose.
    pub client: u64,
    /// The clock of the first.
    pub clock: u64,
    /// The blocks, one after the other.
    pub blocks: Vec<Block>,
}

/// A whole update.
#[derive(Debug, Clone, Default)]
pub struct Forged {
    /// What is added.
    pub sections: Vec<Section>,
    /// Client, then start and length of each range.
    pub deletes: Vec<(u64, Vec<(u64, u64)>)>,
}

/// Words as a content.
pub fn text(words: &str) -> Content {
    Content::Text(words.to_owned())
}

/// A block at the beginning of a root.
pub fn in_root(root: &str, content: Content) -> Block {
    Block {
        left: None,
        right: None,
        parent: Parent::Root(root.to_owned()),
        content,
    }
}

/// A block after another.
pub fn after(origin: (u64, u64), content: Content) -> Block {
    Block {
        left: Some(origin),
        right: None,
        parent: Parent::None,
        content,
    }
}

/// A block between two others.
pub fn between(left: (u64, u64), right: (u64, u64), content: Content) -> Block {
    Block {
        left: Some(left),
        right: Some(right),
        parent: Parent::None,
        content,
    }
}

/// An update with one section.
pub fn blocks(client: u64, clock: u64, blocks: impl IntoIterator<Item = Block>) -> Forged {
    let blocks = blocks.into_iter().collect();
    Forged {
        sections: vec![Section {
            client,
            clock,
            blocks,
        }],
        deletes: Vec::new(),
    }
}

/// An update that only deletes.
pub fn deletes(client: u64, ranges: &[(u64, u64)]) -> Forged {
    Forged {
        sections: Vec::new(),
        deletes: vec![(client, ranges.to_vec())],
    }
}

impl Forged {
    /// The update as it goes over the wire.
    pub fn bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        number(&mut out, self.sections.len() as u64);
        for section in &self.sections {
            number(&mut out, section.blocks.len() as u64);
            number(&mut out, section.client);
            number(&mut out, section.clock);
            for block in &section.blocks {
                block.write(&mut out);
            }
        }
        number(&mut out, self.deletes.len() as u64);
        for (client, ranges) in &self.deletes {
            number(&mut out, *client);
            number(&mut out, ranges.len() as u64);
            for (from, len) in ranges {
                number(&mut out, *from);
                number(&mut out, *len);
            }
        }
        out
    }
}

impl Block {
    fn write(&self, out: &mut Vec<u8>) {
        let kind = match &self.content {
            Content::Gc(len) => return head(out, 0, *len),
            Content::Skip(len) => return head(out, 10, *len),
            Content::Deleted(_) => 1,
            Content::Text(_) => 4,
            Content::Format(..) => 6,
            Content::Raw(kind, _) => *kind,
        };
        let left = if self.left.is_some() { 0x80 } else { 0 };
        let right = if self.right.is_some() { 0x40 } else { 0 };
        out.push(kind | left | right);
        for (client, clock) in [self.left, self.right].into_iter().flatten() {
            number(out, client);
            number(out, clock);
        }
        match &self.parent {
            Parent::None => {}
            Parent::Root(name) => {
                out.push(1);
                string(out, name.as_bytes());
            }
            Parent::Item(client, clock) => {
                out.push(0);
                number(out, *client);
                number(out, *clock);
            }
        }
        match &self.content {
            Content::Deleted(len) => number(out, *len),
            Content::Text(text) => string(out, text.as_bytes()),
            Content::Format(key, value) => {
                string(out, key.as_bytes());
                string(out, value.as_bytes());
            }
            Content::Raw(_, rest) => out.extend_from_slice(rest),
            Content::Gc(_) | Content::Skip(_) => unreachable!("written above"),
        }
    }
}

fn head(out: &mut Vec<u8>, kind: u8, len: u64) {
    out.push(kind);
    number(out, len);
}

/// Appends a length and as many bytes.
pub fn string(out: &mut Vec<u8>, bytes: &[u8]) {
    number(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// Appends a variable-length integer.
pub fn number(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value.to_le_bytes()[0] | 0x80);
        value >>= 7;
    }
    out.push(value.to_le_bytes()[0]);
}
