//! Two people at one text, and what goes between them.

use super::*;

type Sent = Rc<RefCell<Vec<Vec<u8>>>>;

fn insert(at: u32, text: &str) -> Vec<Vec<Op>> {
    let skip = Op::Retain {
        retain: at,
        attributes: delta::Attributes::new(),
    };
    vec![vec![
        skip,
        Op::Insert {
            insert: text.into(),
            attributes: delta::Attributes::new(),
        },
    ]]
}

fn words(prose: &Prose) -> String {
    shared::prose::plain(&prose.blocks())
}

/// Two people at one table, and what Ana's connection has to send.
fn table() -> ([Prose; 2], Sent) {
    let (ana, ben) = (TableDocument::new(Some(30)), TableDocument::new(Some(40)));
    let sent = Rc::new(RefCell::new(Vec::new()));
    let out = sent.clone();
    ana.on_local(move |update| out.borrow_mut().push(update));
    (
        [
            ana.open_grouping("answer/q1", 0),
            ben.open_grouping("answer/q1", 0),
        ],
        sent,
    )
}

#[test]
fn what_is_written_is_sent_and_shown_to_another() {
    let ([ana, ben], sent) = table();
    let heard = Rc::new(RefCell::new(Vec::new()));
    let listener = heard.clone();
    ben.on_delta(move |delta| listener.borrow_mut().push(delta));
    ana.apply(insert(1, "hello\n😀"), (1, 1)).unwrap();
    for update in sent.borrow().iter() {
        ben.document.receive(update).unwrap();
    }
    ben.document.settle().unwrap();
    assert_eq!(words(&ben), "hello\n😀");
    assert_eq!(heard.borrow().len(), 1, "one change for all that waited");
    assert_eq!(ben.document.clock(), 0);
    assert!(ana.document.clock() > 0);
}

#[test]
fn held_updates_wait_and_a_gap_waits_for_its_filling() {
    let ([ana, ben], sent) = table();
    ana.apply(insert(1, "a"), (1, 1)).unwrap();
    ana.apply(insert(2, "b"), (2, 2)).unwrap();
    let updates = sent.borrow().clone();
    ben.document.apply_update(updates.last().unwrap()).unwrap();
    assert_eq!(words(&ben), "");
    ben.document.hold();
    for update in &updates {
        ben.document.apply_update(update).unwrap();
    }
    assert_eq!(words(&ben), "");
    ben.document.release();
    ben.document.settle().unwrap();
    assert_eq!(words(&ben), "ab");
}

#[test]
fn a_listener_may_call_back() {
    let ([ana, _], _) = table();
    let other = ana.document.open("answer/q1");
    let again = other.clone();
    other.on_delta(move |_| assert!(again.anchor(1).is_some() && !again.delta().is_empty()));
    ana.apply(insert(1, "x"), (1, 1)).unwrap();
    assert_eq!(ana.undo((2, 2)), Some((1, 1)));
    assert_eq!(words(&other), "");
}

#[test]
fn too_much_at_once_is_handed_back_and_not_written() {
    let ([ana, _], sent) = table();
    let back = Rc::new(RefCell::new(Vec::new()));
    let listener = back.clone();
    ana.document
        .on_too_much(move |root, words| listener.borrow_mut().push((root.to_owned(), words)));
    ana.document.set_most(1_000);
    let much = "word ".repeat(300);
    assert_eq!(ana.apply(insert(1, &much), (1, 1)), Ok(false));
    assert_eq!((words(&ana).as_str(), sent.borrow().len()), ("", 0));
    assert_eq!(*back.borrow(), [("answer/q1".to_owned(), much)]);
    assert_eq!(ana.apply(insert(1, "few words"), (1, 1)), Ok(true));
    assert!(sent.borrow().iter().all(|update| update.len() <= 1_000));
}

#[test]
fn an_update_that_stands_on_something_else_is_told_apart() {
    let ([ana, ben], sent) = table();
    ana.apply(insert(1, "a"), (1, 1)).unwrap();
    ben.document
        .apply_update(&ana.document.encode_state())
        .unwrap();
    ben.apply(insert(2, "b"), (2, 2)).unwrap();
    let on_ana = ben
        .document
        .encode_diff(&ana.document.state_vector())
        .unwrap();
    let empty = TableDocument::new(Some(50));
    assert!(!empty.has_all_under(&on_ana));
    assert!(ana.document.has_all_under(&on_ana));
    assert!(!empty.has_all_under(sent.borrow().last().unwrap()));
    assert_eq!(empty.encode_state(), [0, 0], "trying changes nothing");
}

#[test]
fn an_unsound_delta_writes_nothing() {
    let ([ana, _], sent) = table();
    let mut deltas = insert(1, "fine");
    deltas.push(vec![
        Op::Retain {
            retain: 1,
            attributes: delta::Attributes::new(),
        },
        Op::Delete { delete: 9 },
    ]);
    assert_eq!(
        ana.apply(deltas, (1, 1)),
        Err(Unsound::PastEnd {
            reach: 10,
            length: 5
        })
    );
    assert_eq!((words(&ana).as_str(), sent.borrow().len()), ("", 0));
}
