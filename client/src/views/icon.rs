//! Icons: Lucide's drawings, of which the build puts those named in `icons.txt` into the page.

use leptos::prelude::*;

/// A drawing, by Lucide's name for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is named after what it shows")]
pub enum Icon {
    ArrowDown,
    ArrowRight,
    ArrowUp,
    Bold,
    Check,
    ChevronLeft,
    ChevronRight,
    Download,
    FileCheck,
    FileStack,
    FileText,
    Gavel,
    Handshake,
    Heading1,
    Heading2,
    Heading3,
    Highlighter,
    History,
    Info,
    Italic,
    Keyboard,
    LayoutGrid,
    Link,
    List,
    ListIndentDecrease,
    ListIndentIncrease,
    ListOrdered,
    Lock,
    LockKeyhole,
    LogOut,
    Megaphone,
    MessageSquare,
    Mic,
    Pause,
    PenLine,
    PilcrowLeft,
    Play,
    Printer,
    Redo,
    Search,
    Strikethrough,
    TextQuote,
    Thermometer,
    Timer,
    TriangleAlert,
    Underline,
    Undo,
    Users,
    Vote,
    WifiOff,
    X,
}

impl Icon {
    /// Lucide's name for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ArrowDown => "arrow-down",
            Self::ArrowRight => "arrow-right",
            Self::ArrowUp => "arrow-up",
            Self::Bold => "bold",
            Self::Check => "check",
            Self::ChevronLeft => "chevron-left",
            Self::ChevronRight => "chevron-right",
            Self::Download => "download",
            Self::FileCheck => "file-check",
            Self::FileStack => "file-stack",
            Self::FileText => "file-text",
            Self::Gavel => "gavel",
            Self::Handshake => "handshake",
            Self::Heading1 => "heading-1",
            Self::Heading2 => "heading-2",
            Self::Heading3 => "heading-3",
            Self::Highlighter => "highlighter",
            Self::History => "history",
            Self::Info => "info",
            Self::Italic => "italic",
            Self::Keyboard => "keyboard",
            Self::LayoutGrid => "layout-grid",
            Self::Link => "link",
            Self::List => "list",
            Self::ListIndentDecrease => "list-indent-decrease",
            Self::ListIndentIncrease => "list-indent-increase",
            Self::ListOrdered => "list-ordered",
            Self::Lock => "lock",
            Self::LockKeyhole => "lock-keyhole",
            Self::LogOut => "log-out",
            Self::Megaphone => "megaphone",
            Self::MessageSquare => "message-square",
            Self::Mic => "mic",
            Self::Pause => "pause",
            Self::PenLine => "pen-line",
            Self::PilcrowLeft => "pilcrow-left",
            Self::Play => "play",
            Self::Printer => "printer",
            Self::Redo => "redo-2",
            Self::Search => "search",
            Self::Strikethrough => "strikethrough",
            Self::TextQuote => "text-quote",
            Self::Thermometer => "thermometer",
            Self::Timer => "timer",
            Self::TriangleAlert => "triangle-alert",
            Self::Underline => "underline",
            Self::Undo => "undo-2",
            Self::Users => "users",
            Self::Vote => "vote",
            Self::WifiOff => "wifi-off",
            Self::X => "x",
        }
    }

    /// Whether it shows a direction of reading, and is turned around where that runs from right to left.
    const fn is_directed(self) -> bool {
        matches!(
            self,
            Self::ArrowRight
                | Self::List
                | Self::ListIndentDecrease
                | Self::ListIndentIncrease
                | Self::ListOrdered
                | Self::LogOut
                | Self::Redo
                | Self::TextQuote
                | Self::Undo
        )
    }
}

/// The drawing, as large as the words beside it and in their colour. It says nothing to a screen reader:
/// whatever it stands for has a name in words.
pub fn icon(icon: Icon) -> impl IntoView {
    let href = format!("#icon-{}", icon.name());
    view! {
        <svg class="pictogram" class:directed=icon.is_directed() viewBox="0 0 24 24" aria-hidden="true">
            <use href=href></use>
        </svg>
    }
}
