//! The outcome as a tagged PDF that readers for the blind read (PDF/UA-1), laid out by Typst with the fonts in this program, one
//! template and one value: strings in it are never markup, and there is no other file to open.

mod told;

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::ExportError;
use super::paper::Paper;

/// What is the same for every document.
struct Shop {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    template: Source,
    data: FileId,
}

/// Latin, Greek and Cyrillic; Arabic; Chinese. Those of the first that has a letter are taken.
const FONTS: [&[u8]; 6] = [
    include_bytes!("../../fonts/NotoSans-400Regular.ttf"),
    include_bytes!("../../fonts/NotoSans-700Bold.ttf"),
    include_bytes!("../../fonts/NotoSans-400Regular_Italic.ttf"),
    include_bytes!("../../fonts/Amiri_400Regular.ttf"),
    include_bytes!("../../fonts/Amiri_700Bold.ttf"),
    include_bytes!("../../fonts/NotoSansSC-GB2312.ttf"),
];

static SHOP: LazyLock<Option<Shop>> = LazyLock::new(|| {
    let fonts = FONTS.map(|font| Font::iter(Bytes::new(font)));
    let fonts: Vec<Font> = fonts.into_iter().flatten().collect();
    // Ids are kept for ever, and there are few: two names, none made of what people wrote.
    let id = |name: &str| {
        let path = VirtualPath::new(name).ok()?;
        Some(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
    };
    Some(Shop {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        template: Source::new(id("/report.typ")?, include_str!("pdf/report.typ").into()),
        data: id("/data.json")?,
    })
});

/// The world of one document: the template and its data, and no way out.
struct Desk<'a> {
    shop: &'a Shop,
    data: Bytes,
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.shop.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.shop.book
    }

    fn main(&self) -> FileId {
        self.shop.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main() {
            Ok(self.shop.template.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.shop.data {
            Ok(self.data.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shop.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The paper as PDF.
pub fn pdf(paper: &Paper) -> Result<Vec<u8>, ExportError> {
    let shop = SHOP
        .as_ref()
        .ok_or_else(|| ExportError::Pdf("the template has no name".into()))?;
    let covered = |c: char| {
        shop.fonts
            .iter()
            .any(|font| font.info().coverage.contains(c as u32))
    };
    let data = serde_json::to_vec(&told::told(paper, covered))?;
    let desk = Desk {
        shop,
        data: Bytes::new(data),
    };
    let made = laid_out(&desk);
    // It remembers everything that it laid out until it is told to forget.
    typst::comemo::evict(0);
    made
}

fn laid_out(desk: &Desk<'_>) -> Result<Vec<u8>, ExportError> {
    let compiled = typst::compile::<PagedDocument>(desk);
    // What is only warned of may be left out of the document.
    if let Some(warning) = compiled.warnings.first() {
        return Err(failed(std::slice::from_ref(warning)));
    }
    let document = compiled.output.map_err(|errors| failed(&errors))?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1]);
    let options = PdfOptions {
        standards: standards.map_err(|error| ExportError::Pdf(error.message().to_string()))?,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|errors| failed(&errors))
}

/// What is told of it speaks of the template, not of what people wrote.
fn failed(told: &[SourceDiagnostic]) -> ExportError {
    let messages: Vec<String> = told.iter().map(|it| it.message.to_string()).collect();
    ExportError::Pdf(messages.join("; "))
}
