//! How the table stays in touch: opens, syncs, notices silence, comes back by itself.

use super::keeping::{self, Account, Keeping, Rescued};
use super::pointers::{self, Pointer};
use super::{LiveTable, millis, random, send_wrapper};
use crate::connection::{Connection, News};
use crate::frame::{Frame, Said};
use crate::prose::Desk;
use gloo_timers::Timer;
use leptos::prelude::*;
use shared::command::Command;
use shared::document::Root;
use shared::ids::TableId;
use shared::protocol::{ClientMessage, CloseCode, ServerMessage, Welcome};
use shared::refusal::Refusal;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::{Rc, Weak};
use std::time::Duration;
