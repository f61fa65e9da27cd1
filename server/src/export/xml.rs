//! XML, written down: names of elements and attributes are ours, and everything else is escaped.

use quick_xml::escape::escape;

use super::wording::clean;

/// The attributes of an element.
pub type Attributes<'a> = &'a [(&'static str, &'a str)];

/// One part of a package while it is written.
pub struct Xml(String);

impl Xml {
    /// A part whose root element is this, filled by `inner`.
    pub fn part(
        name: &'static str,
        attributes: Attributes<'_>,
        inner: impl FnOnce(&mut Self),
    ) -> Vec<u8> {
        let mut xml =
            Self("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".to_owned());
        xml.tree(name, attributes, inner);
        xml.0.into_bytes()
    }

    /// What is to go into a part later.
    pub fn fragment(inner: impl FnOnce(&mut Self)) -> Self {
        let mut xml = Self(String::new());
        inner(&mut xml);
        xml
    }

    /// What was written before.
    pub fn put(&mut self, fragment: &Self) -> &mut Self {
        self.0 += &fragment.0;
        self
    }

    fn open(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.0.extend(["<", name]);
        for (attribute, value) in attributes {
            self.0
                .extend([" ", attribute, "=\"", &escape(clean(value)), "\""]);
        }
    }

    /// An element without content.
    pub fn leaf(&mut self, name: &'static str, attributes: Attributes<'_>) -> &mut Self {
        self.open(name, attributes);
        self.0 += "/>";
        self
    }

    /// An element with content.
    pub fn tree(
        &mut self,
        name: &'static str,
        attributes: Attributes<'_>,
        inner: impl FnOnce(&mut Self),
    ) -> &mut Self {
        self.open(name, attributes);
        self.0.push('>');
        inner(self);
        self.0.extend(["</", name, ">"]);
        self
    }

    /// Words.
    pub fn text(&mut self, words: &str) -> &mut Self {
        self.0 += &escape(clean(words));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::Xml;

    #[test]
    fn words_never_become_markup() {
        let part = Xml::part("a", &[("b", "\"><c d='")], |xml| {
            xml.text("]]> <w:p/> &amp; \u{0}\u{ffff}").leaf("e", &[]);
        });
        let text = String::from_utf8(part).unwrap();
        let (_, root) = text.split_once('\n').unwrap();
        let want =
            "<a b=\"&quot;&gt;&lt;c d=&apos;\">]]&gt; &lt;w:p/&gt; &amp;amp;  \u{fffd}<e/></a>";
        assert_eq!(root, want);
    }
}
