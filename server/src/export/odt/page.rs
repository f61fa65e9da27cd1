//! The page: A4, with a head on all but the first.

use crate::export::paper::Paper;
use crate::export::xml::Xml;

/// What a page looks like.
pub fn page(xml: &mut Xml, paper: &Paper) {
    let mode = if paper.rtl { "rl-tb" } else { "lr-tb" };
    xml.tree("style:page-layout", &[("style:name", "Page")], |xml| {
        xml.leaf(
            "style:page-layout-properties",
            &[
                ("fo:page-width", "21cm"),
                ("fo:page-height", "29.7cm"),
                ("fo:margin-top", "1.5cm"),
                ("fo:margin-bottom", "2.5cm"),
                ("fo:margin-left", "2.5cm"),
                ("fo:margin-right", "2.5cm"),
                ("style:writing-mode", mode),
            ],
        );
        xml.tree("style:header-style", &[], |xml| {
            let head = [("fo:min-height", "1cm"), ("fo:margin-bottom", "0.4cm")];
            xml.leaf("style:header-footer-properties", &head);
        });
    });
}

/// The head of each page but the first.
pub fn master(xml: &mut Xml, paper: &Paper) {
    let standard = [
        ("style:name", "Standard"),
        ("style:page-layout-name", "Page"),
    ];
    let paragraph = [("text:style-name", "Header")];
    xml.tree("style:master-page", &standard, |xml| {
        xml.tree("style:header", &[], |xml| {
            xml.tree("text:p", &paragraph, |xml| {
                super::words::words(xml, &paper.head.plain());
                xml.leaf("text:tab", &[]);
                xml.tree(
                    "text:page-number",
                    &[("text:select-page", "current")],
                    |xml| {
                        xml.text("1");
                    },
                );
                xml.text(" / ").tree("text:page-count", &[], |xml| {
                    xml.text("1");
                });
            });
        });
        xml.tree("style:header-first", &[], |xml| {
            xml.leaf("text:p", &paragraph);
        });
    });
}
