//! Programs that are not ours open the files. A program that this machine lacks is named, and the test says nothing.

use crate::said::{file, outcomes, saying};
use server::export::Format;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder of its own, gone when it is dropped.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("exports-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    fn holds(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, bytes).expect("a file");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// What Python prints, if it is there and has the module.
fn python(module: &str, script: &str, file: &Path) -> Option<String> {
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let has = Command::new(&python)
        .args(["-c", &format!("import {module}")])
        .output();
    if !has.is_ok_and(|it| it.status.success()) {
        println!("skipped: {python} has no module {module}");
        return None;
    }
    let ran = Command::new(&python)
        .args(["-c", script])
        .arg(file)
        .output()
        .expect("it runs");
    let told = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{told}");
    Some(String::from_utf8(ran.stdout).expect("UTF-8"))
}

#[test]
fn python_docx_reads_headings_and_tables() {
    let folder = Folder::new("docx");
    let path = folder.holds("outcome.docx", &file(Format::Docx, &outcomes()));
    let script = "import sys, docx\nd = docx.Document(sys.argv[1])\n\
        print(d.core_properties.title)\n\
        print(*(p.style.name + '|' + p.text for p in d.paragraphs), sep='\\n')\n\
        print(*(c.text for t in d.tables for c in t.rows[1].cells), sep='|')";
    if let Some(told) = python("docx", script, &path) {
        assert!(told.starts_with("Rights on the move\n"), "{told}");
        for line in [
            "Subtitle|Draft",
            "Heading 1|Context and background",
            "Heading 2|Summary",
            "Heading 4|Joint answer",
            "List Number|Two",
            "Quote|As it was said",
        ] {
            assert!(told.contains(line), "{line} in {told}");
        }
        assert!(told.contains("Shared referral desk|2|0|0|1"), "{told}");
    }
}

#[test]
fn python_docx_reads_tracked_changes() {
    let folder = Folder::new("changes");
    let outcome = crate::changes::much_changed();
    let path = folder.holds("outcome.docx", &file(Format::Docx, &[outcome]));
    let script = "import sys, docx\nfrom docx.oxml.ns import qn\nd = docx.Document(sys.argv[1])\n\
        changes = list(d.element.body.iter(qn('w:ins'), qn('w:del')))\n\
        print(len(changes), sorted({c.get(qn('w:author')) for c in changes}))\n\
        print(*(t.text for t in d.element.body.iter(qn('w:delText'))), sep='|')\n\
        print(*(p.style.name + '|' + p.text for p in d.paragraphs), sep='\\n')";
    if let Some(told) = python("docx", script, &path) {
        for words in [
            "'The table'",
            "'north process'",
            "This goes.",
            "Quote|As it was said",
        ] {
            assert!(told.contains(words), "{words} in {told}");
        }
    }
}

#[test]
fn an_auditor_of_the_schema_finds_nothing_in_tracked_changes() {
    let folder = Folder::new("audit");
    let outcome = crate::changes::much_changed();
    let path = folder.holds("outcome.docx", &file(Format::Docx, &[outcome]));
    let script = "import sys, openxml_audit\nr = openxml_audit.OpenXmlValidator().validate(sys.argv[1])\n\
        print(r.is_valid)\nprint(*r.errors, sep='\\n')";
    if let Some(told) = python("openxml_audit", script, &path) {
        assert!(told.starts_with("True"), "{told}");
    }
}

#[test]
fn openpyxl_reads_words_as_words() {
    let folder = Folder::new("xlsx");
    let path = folder.holds("outcome.xlsx", &file(Format::Xlsx, &saying("=1+1").0));
    let script = "import sys, openpyxl\nb = openpyxl.load_workbook(sys.argv[1])\n\
        print(*b.sheetnames, sep='|')\n\
        print({c.data_type for s in b for r in s.iter_rows() for c in r if c.value == '=1+1'})\n\
        print(b['Votes'].cell(2, 8).value)";
    if let Some(told) = python("openpyxl", script, &path) {
        assert!(
            told.starts_with("About|Practices|Votes|Choices|Speaking times|Participants\n"),
            "{told}"
        );
        // Whatever is read back as a formula would be one.
        assert!(!told.contains("'f'"), "{told}");
    }
}

#[test]
fn an_office_opens_every_form() {
    let has = Command::new("soffice").arg("--version").output();
    if !has.is_ok_and(|it| it.status.success()) {
        println!("skipped: there is no soffice");
        return;
    }
    let folder = Folder::new("office");
    let profile = format!(
        "-env:UserInstallation=file://{}",
        folder.0.join("profile").display()
    );
    let hostile = saying("zebra <w:p>]]> \u{202e}=1+1\u{0}\u{ffff}").0;
    let formats = [Format::Docx, Format::Odt, Format::Xlsx];
    let paths = formats.map(|format| {
        let name = format!("{}.{}", format.name(), format.ending());
        folder.holds(&name, &file(format, &hostile))
    });
    let mut paths = paths.to_vec();
    let tracked = file(Format::Docx, &[crate::changes::much_changed()]);
    paths.push(folder.holds("changes.docx", &tracked));
    let made = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "pdf", "--outdir"])
        .arg(&folder.0)
        .args(&paths)
        .output()
        .expect("it runs");
    let told = String::from_utf8_lossy(&made.stderr);
    let names = formats.map(Format::name).into_iter().chain(["changes"]);
    for name in names {
        let pdf = std::fs::read(folder.0.join(format!("{name}.pdf")));
        let is_made = pdf.is_ok_and(|it| it.starts_with(b"%PDF") && it.len() > 10_000);
        assert!(is_made, "{name}: {told}");
    }
}
