//! Writes updates that no client would.

/// One block; anything goes.
#[derive(Debug, Clone)]
pub struct Block {
    pub left: Option<(u64, u64)>,
    pub right: Option<(u64, u64)>,
    pub parent: Parent,
    pub content: Content,
}

#[derive(Debug, Clone)]
pub enum Parent {
    /// As the origins imply it.
    None,
    Root(String),
    Item(u64, u64),
}

#[derive(Debug, Clone)]
pub enum Content {
    Text(String),
    Deleted(u64),
    Format(String, String),
    Gc(u64),
    Skip(u64),
    /// Kind and flags, then what follows the parent.
    Raw(u8, Vec<u8>),
}

/// Blocks of one client from a clock on.
#[derive(Debug, Clone)]
pub struct Section {
    pub client: u64,
    pub clock: u64,
    pub blocks: Vec<Block>,
}

/// A whole update.
#[derive(Debug, Clone, Default)]
pub struct Forged {
    pub sections: Vec<Section>,
    /// Client, then start and length of each range.
    pub deletes: Vec<(u64, Vec<(u64, u64)>)>,
}

pub fn text(words: &str) -> Content {
    Content::Text(words.to_owned())
}

pub fn in_root(root: &str, content: Content) -> Block {
    Block {
        left: None,
        right: None,
        parent: Parent::Root(root.to_owned()),
        content,
    }
}

pub fn after(origin: (u64, u64), content: Content) -> Block {
    Block {
        left: Some(origin),
        right: None,
        parent: Parent::None,
        content,
    }
}

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

pub fn string(out: &mut Vec<u8>, bytes: &[u8]) {
    number(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

pub fn number(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value.to_le_bytes()[0] | 0x80);
        value >>= 7;
    }
    out.push(value.to_le_bytes()[0]);
}
