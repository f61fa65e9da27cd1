//! Whatever a seat sends: nothing may abort, and what is let in must load again as it is.
#![no_main]

use libfuzzer_sys::fuzz_target;
use server::gate::{self, Ledger, Limits, Rejected};
use shared::protocol::Frame;
use yrs::updates::decoder::Decode;
use yrs::{
    ClientID, Doc, GetString, OffsetKind, Options, ReadTxn, StateVector, Text, Transact, Update,
};

const ROOTS: [&str; 2] = ["a", "b"];

fuzz_target!(|frames: Vec<Vec<u8>>| {
    let doc = document(1);
    for root in ROOTS {
        let text = doc.get_or_insert_text(root);
        text.insert(&mut doc.transact_mut(), 0, "\nhello 🌊 world");
    }
    let mut ledger = Ledger::of(&doc).expect("the ledger of our own text");
    for frame in &frames {
        match Frame::parse(frame) {
            Ok(Frame::Step2(update) | Frame::Update(update)) => offer(&doc, &mut ledger, update),
            Ok(Frame::Step1(vector)) => drop(gate::state_vector(vector)),
            Ok(Frame::Awareness(update)) => {
                drop(gate::awareness::parse(update, &Limits::default()));
            }
            Ok(Frame::QueryAwareness | Frame::Auth) | Err(_) => offer(&doc, &mut ledger, frame),
        }
    }
});

fn offer(doc: &Doc, ledger: &mut Ledger, update: &[u8]) {
    let Ok(walk) = gate::walk(update, &Limits::default()) else {
        return;
    };
    match gate::admit(doc, ledger, update, &walk, |root| root == ROOTS[0]) {
        Ok(admitted) if admitted.changed => loads_alike(doc),
        Ok(_) | Err(Rejected::Clean(_)) => {}
        Err(Rejected::Spoiled(reason)) => panic!("spoiled: {reason}"),
    }
}

fn loads_alike(doc: &Doc) {
    let bytes = doc
        .transact()
        .encode_state_as_update_v1(&StateVector::default());
    let copy = document(2);
    let update = Update::decode_v1(&bytes).expect("a full encode is readable");
    copy.transact_mut()
        .apply_update(update)
        .expect("a full encode applies");
    for root in ROOTS {
        let [ours, theirs] = [doc, &copy].map(|doc| {
            let text = doc.get_or_insert_text(root);
            text.get_string(&doc.transact())
        });
        assert_eq!(ours, theirs);
    }
}

fn document(client: u64) -> Doc {
    let mut options = Options::with_client_id(ClientID::new(client));
    options.offset_kind = OffsetKind::Utf16;
    options.cleanup_formatting = false;
    Doc::with_options(options)
}
