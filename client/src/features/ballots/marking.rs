//! What a delegation says, by each method: plain fields, so that keys and small screens are enough.

use super::text_of::text_of;
use leptos::prelude::*;
use shared::features::ballots::{Answer, Ballot, Criterion, Marks, Method};
use shared::ids::{DelegationId, OptionId};
use shared::names::isolated;
use std::collections::{BTreeMap, BTreeSet};

use crate::{
    live::LiveTable,
    views::{checked, handler, memo, said},
    words::use_words,
};

/// A ballot on which nothing is said yet; none if it is not cast as a whole.
pub fn nothing(method: &Method) -> Option<Marks> {
    Some(match method {
        Method::Support => return None,
        Method::Approval => Marks::Approval {
            options: BTreeSet::new(),
        },
        Method::Points { .. } => Marks::Points {
            points: BTreeMap::new(),
        },
        Method::Score { .. } => Marks::Scores {
            scores: BTreeMap::new(),
        },
        Method::Ranked => Marks::Ranking {
            ranking: Vec::new(),
        },
        Method::Majority { .. } => Marks::Answers {
            answers: BTreeMap::new(),
        },
    })
}

/// An option as it is voted on.
#[derive(Clone)]
struct Put {
    id: OptionId,
    text: String,
    /// Whether it is the delegation's own practice, which it does not score.
    is_spared: bool,
}

/// The ballot, to be filled in.
#[component]
pub fn Marking(
    live: LiveTable,
    ballot: Memo<Option<Ballot>>,
    draft: RwSignal<Marks>,
    /// Whose it is; one's own delegation's if nothing is said.
    #[prop(optional)]
    of: Option<DelegationId>,
) -> impl IntoView {
    let ballot = ballot.get_untracked()?;
    let is_entered = of.is_some();
    let mine = of.or_else(|| untrack(|| live.my_delegation()));
    let own_is_spared = matches!(ballot.rules.method, Method::Score { own: false, .. });
    let put = untrack(|| {
        live.with(|table| {
            let one = |id: OptionId| {
                let mut practices = table.practices.iter();
                let practice = practices.find(|it| OptionId::from(&it.id) == id);
                let is_own = practice.is_some_and(|it| Some(&it.delegation) == mine.as_ref());
                Put {
                    text: text_of(table, &ballot, &id),
                    is_spared: own_is_spared && is_own,
                    id,
                }
            };
            ballot.rules.on().into_iter().map(one).collect::<Vec<_>>()
        })
    });
    let put = put.unwrap_or_default();
    let place = if is_entered {
        format!("{}-paper", ballot.id)
    } else {
        ballot.id.to_string()
    };
    Some(match ballot.rules.method {
        Method::Support => ().into_any(),
        Method::Approval => view! { <Approval put draft /> }.into_any(),
        Method::Points { points, cap } => {
            view! { <Points place put draft points cap /> }.into_any()
        }
        Method::Score { criteria, .. } => view! { <Scores place put draft criteria /> }.into_any(),
        Method::Ranked => view! { <Ranking place put draft /> }.into_any(),
        Method::Majority { .. } => view! { <Answers put draft /> }.into_any(),
    })
}

#[component]
fn Approval(put: Vec<Put>, draft: RwSignal<Marks>) -> impl IntoView {
    let words = use_words();
    let row = move |Put { id, text, .. }: Put| {
        let of = id.clone();
        let is_marked = move || {
            draft
                .with(|draft| matches!(draft, Marks::Approval { options } if options.contains(&of)))
        };
        let mark = move |is_marked: bool| {
            draft.update(|draft| {
                if let Marks::Approval { options } = draft {
                    if is_marked {
                        options.insert(id.clone());
                    } else {
                        options.remove(&id);
                    }
                }
            });
        };
        view! {
            <label class="check">
                <input type="checkbox" prop:checked=is_marked on:change=checked(mark) />
                <bdi>{text}</bdi>
            </label>
        }
    };
    view! {
        <fieldset class="marking">
            <legend class="small">{words.say("cast-approve")}</legend>
            {put.into_iter().map(row).collect_view()}
        </fieldset>
    }
}

#[component]
fn Points(
    place: String,
    put: Vec<Put>,
    draft: RwSignal<Marks>,
    points: u32,
    cap: u32,
) -> impl IntoView {
    let words = use_words();
    let given = memo(move || {
        draft.with(|draft| match draft {
            Marks::Points { points } => points.values().map(|it| u64::from(*it)).sum::<u64>(),
            _ => 0,
        })
    });
    let left = move || {
        let all = u64::from(points);
        let (key, count) = if given.get() > all {
            ("cast-points-over", given.get() - all)
        } else {
            ("cast-points-left", all - given.get())
        };
        words.tell(key, &[("count", count.into()), ("all", all.into())])
    };
    let row = move |(nth, Put { id, text, .. }): (usize, Put)| {
        let field = format!("points-{place}-{nth}");
        let of = id.clone();
        let value = memo(move || {
            draft.with(|draft| match draft {
                Marks::Points { points } => points.get(&of).map(ToString::to_string),
                _ => None,
            })
        });
        let give = move |typed: String| {
            let given = typed.trim().parse::<u32>().unwrap_or(0);
            draft.update(|draft| {
                if let Marks::Points { points } = draft {
                    if given == 0 {
                        points.remove(&id);
                    } else {
                        points.insert(id.clone(), given);
                    }
                }
            });
        };
        view! {
            <p class="mark-row">
                <label for=field.clone()><bdi>{text}</bdi></label>
                <input id=field type="number" inputmode="numeric" min="0" max=cap.to_string()
                    prop:value=move || value.get().unwrap_or_default()
                    on:change:target=move |change| {
                        let field = change.target();
                        give(field.value());
                        // What is no number of points is none.
                        field.set_value(&value.get_untracked().unwrap_or_default());
                    }
                />
            </p>
        }
    };
    let rows = put.into_iter().enumerate().map(row).collect_view();
    view! {
        <fieldset class="marking">
            <legend class="small">{words.tell("cast-points", &[("cap", cap.into())])}</legend>
            {rows}
            <p class="small" role="status" prop:textContent=said(left)></p>
        </fieldset>
    }
}

#[component]
fn Scores(
    place: String,
    put: Vec<Put>,
    draft: RwSignal<Marks>,
    criteria: Vec<Criterion>,
) -> impl IntoView {
    let words = use_words();
    let field = move |practice: usize, id: OptionId, criterion: Criterion| {
        let name = format!("score-{place}-{practice}-{}", criterion.as_str());
        let of = id.clone();
        let value = memo(move || {
            draft.with(|draft| match draft {
                Marks::Scores { scores } => scores.get(&of)?.get(&criterion).copied(),
                _ => None,
            })
        });
        let score = move |chosen: String| {
            draft.update(|draft| {
                if let Marks::Scores { scores } = draft {
                    let of = scores.entry(id.clone()).or_default();
                    match chosen.parse() {
                        Ok(score) => of.insert(criterion, score),
                        Err(_) => of.remove(&criterion),
                    };
                    scores.retain(|_, of| !of.is_empty());
                }
            });
        };
        let options = (0..=Criterion::HIGHEST).map(|score| {
            view! { <option value=score.to_string() prop:selected=move || value.get() == Some(score)>{score.to_string()}</option> }
        });
        view! {
            <p class="mark-row">
                <label for=name.clone()>{words.say(&format!("criterion-{}", criterion.as_str()))}</label>
                <select id=name
                    on:change:target=move |change| score(change.target().value())
                >
                    <option value="" prop:selected=move || value.get().is_none()>{words.say("result-cannot-judge")}</option>
                    {options.collect_view()}
                </select>
            </p>
        }
    };
    let practice = move |(nth, put): (usize, Put)| {
        let fields = criteria.iter().filter(|_| !put.is_spared);
        let fields = fields.map(|criterion| field(nth, put.id.clone(), *criterion));
        let fields = fields.collect_view();
        view! {
            <fieldset class="marking">
                <legend><bdi>{put.text}</bdi></legend>
                {fields}
                {put.is_spared.then(|| view! { <p class="small">{words.say("cast-own")}</p> })}
            </fieldset>
        }
    };
    let all = put.into_iter().enumerate().map(practice).collect_view();
    view! {
        <p class="small">{words.say("cast-score")}</p>
        {all}
    }
}

/// Puts an option on a place, from 1, or takes it off the ranking; what stands there moves down.
fn put_on(ranking: &mut Vec<Vec<OptionId>>, option: &OptionId, place: Option<usize>) {
    for tied in ranking.iter_mut() {
        tied.retain(|it| it != option);
    }
    ranking.retain(|tied| !tied.is_empty());
    if let Some(place) = place {
        let place = place.saturating_sub(1).min(ranking.len());
        ranking.insert(place, vec![option.clone()]);
    }
}

/// Puts an option level with what stands before it, the last if it had no place; one that shares its place comes after those with whom it
/// did.
fn tie(ranking: &mut Vec<Vec<OptionId>>, option: &OptionId) {
    let here = ranking.iter().position(|tied| tied.contains(option));
    match here {
        Some(at) if ranking[at].len() > 1 => {
            ranking[at].retain(|it| it != option);
            ranking.insert(at + 1, vec![option.clone()]);
        }
        // Nothing stands before the first.
        Some(0) => {}
        Some(at) => {
            ranking.remove(at);
            ranking[at - 1].push(option.clone());
        }
        None => match ranking.last_mut() {
            Some(last) => last.push(option.clone()),
            None => ranking.push(vec![option.clone()]),
        },
    }
}

/// Whether an option shares its place.
fn is_tied(ranking: &[Vec<OptionId>], option: &OptionId) -> bool {
    let mut places = ranking.iter().filter(|tied| tied.contains(option));
    places.any(|tied| tied.len() > 1)
}

fn place_of(ranking: &[Vec<OptionId>], option: &OptionId) -> Option<usize> {
    let place = ranking.iter().position(|tied| tied.contains(option))?;
    Some(place + 1)
}

/// The rows stay where they are, so that whoever presses the same button again presses it for the same option.
#[component]
fn Ranking(place: String, put: Vec<Put>, draft: RwSignal<Marks>) -> impl IntoView {
    let words = use_words();
    let ranking = memo(move || {
        draft.with(|draft| match draft {
            Marks::Ranking { ranking } => ranking.clone(),
            _ => Vec::new(),
        })
    });
    let puts = move |option: &OptionId, place: Option<usize>| {
        draft.update(|draft| {
            if let Marks::Ranking { ranking } = draft {
                put_on(ranking, option, place);
            }
        });
    };
    let all = put.len();
    let texts = StoredValue::new(put.clone());
    let order = move || {
        let ranked = ranking.get();
        let name = |id: &OptionId| {
            texts.with_value(|all| {
                let found = all.iter().find(|it| it.id == *id);
                found.map(|it| isolated(&it.text))
            })
        };
        let names = ranked.iter().map(|tied| {
            let names: Vec<_> = tied.iter().filter_map(name).collect();
            names.join(" = ")
        });
        let numbered = (1..)
            .zip(names)
            .map(|(nth, name): (usize, _)| format!("{nth}. {name}"));
        let numbered: Vec<_> = numbered.collect();
        if numbered.is_empty() {
            words.say("cast-ranked-none")
        } else {
            let order = numbered.join("  ");
            words.say("cast-order") + " " + &order
        }
    };
    let row = move |(nth, Put { id, text, .. }): (usize, Put)| {
        let field = format!("place-{place}-{nth}");
        let of = id.clone();
        let here = memo(move || ranking.with(|ranking| place_of(ranking, &of)));
        let moves = |key: &'static str,
                     id: OptionId,
                     text: &str,
                     to: fn(Option<usize>) -> Option<usize>| {
            let label = words.tell(key, &[("option", text.into())]);
            let press = move |_| {
                if let Some(place) = to(here.get_untracked()) {
                    puts(&id, Some(place));
                }
            };
            let short = format!("{key}-short");
            view! { <button type="button" class="quiet" aria-label=label on:click=handler(press)>{words.say(&short)}</button> }
        };
        let up = moves("cast-up", id.clone(), &text, |here| {
            Some(here.map_or(usize::MAX, |here| here.saturating_sub(1).max(1)))
        });
        let down = moves("cast-down", id.clone(), &text, |here| {
            here.map(|here| here + 1)
        });
        let equal = {
            let (of, option) = (id.clone(), id.clone());
            let is_equal = memo(move || ranking.with(|ranking| is_tied(ranking, &of)));
            let press = move |_| {
                draft.update(|draft| {
                    if let Marks::Ranking { ranking } = draft {
                        tie(ranking, &option);
                    }
                });
            };
            // Not disabled while it has the focus, which would be lost.
            let is_first = move || here.get() == Some(1) && !is_equal.get();
            view! {
                <button
                    type="button"
                    class="quiet"
                    aria-label=words.tell("cast-equal", &[("option", text.as_str().into())])
                    aria-pressed=move || is_equal.get().to_string()
                    aria-disabled=move || is_first().to_string()
                    on:click=handler(press)
                >
                    {words.say("cast-equal-short")}
                </button>
            }
        };
        let choose = move |chosen: String| puts(&id, chosen.parse().ok());
        let places = (1..=all).map(|place| {
            view! { <option value=place.to_string() prop:selected=move || here.get() == Some(place)>{place.to_string()}</option> }
        });
        view! {
            <div class="mark-row">
                <label for=field.clone()><bdi>{text}</bdi></label>
                <span class="mark-places">
                    <select id=field
                        on:change:target=move |change| {
                            let field = change.target();
                            choose(field.value());
                            // A place beyond the last is the last.
                            let place = here.get_untracked().map(|place| place.to_string());
                            field.set_value(&place.unwrap_or_default());
                        }
                    >
                        <option value="" prop:selected=move || here.get().is_none()>"–"</option>
                        {places.collect_view()}
                    </select>
                    {up}
                    {down}
                    {equal}
                </span>
            </div>
        }
    };
    let rows = put.into_iter().enumerate().map(row).collect_view();
    view! {
        <fieldset class="marking">
            <legend class="small">{words.say("cast-rank")}</legend>
            {rows}
            <p class="small" role="status" prop:textContent=said(order)></p>
        </fieldset>
    }
}

#[component]
fn Answers(put: Vec<Put>, draft: RwSignal<Marks>) -> impl IntoView {
    let words = use_words();
    let row = move |Put { id, text, .. }: Put| {
        let button = |answer: Answer| {
            let (of, id) = (id.clone(), id.clone());
            let pressed = move || {
                let said = draft.with(|draft| match draft {
                    Marks::Answers { answers } => answers.get(&of).copied(),
                    _ => None,
                });
                (said == Some(answer)).to_string()
            };
            let say = move |_| {
                draft.update(|draft| {
                    if let Marks::Answers { answers } = draft {
                        answers.insert(id.clone(), answer);
                    }
                });
            };
            view! {
                <button type="button" data-answer=answer.as_str() aria-pressed=pressed on:click=handler(say)>
                    {words.say(&format!("answer-{}", answer.as_str()))}
                </button>
            }
        };
        let label = words.tell("ballot-choose", &[("practice", text.as_str().into())]);
        view! {
            <div class="put">
                <h3 dir="auto">{text}</h3>
                <div class="choice" role="group" aria-label=label>
                    {Answer::ALL.map(button).collect_view()}
                </div>
            </div>
        }
    };
    put.into_iter().map(row).collect_view()
}

#[cfg(test)]
mod tests {
    use super::{is_tied, place_of, put_on, tie};
    use shared::ids::OptionId;

    #[test]
    fn options_share_a_place_and_leave_it_by_the_same_button() {
        let [a, b, c, d] = ["a", "b", "c", "d"].map(|id| OptionId::new(id).unwrap());
        let mut ranking = Vec::new();
        for option in [&a, &b] {
            tie(&mut ranking, option);
        }
        assert_eq!(ranking, [[a.clone(), b.clone()]]);
        put_on(&mut ranking, &c, Some(usize::MAX));
        put_on(&mut ranking, &d, Some(usize::MAX));
        tie(&mut ranking, &d);
        assert_eq!(ranking, [[a.clone(), b.clone()], [c.clone(), d.clone()]]);
        assert!(is_tied(&ranking, &d));
        tie(&mut ranking, &a);
        assert_eq!(
            ranking,
            [vec![b.clone()], vec![a.clone()], vec![c.clone(), d.clone()]]
        );
        assert_eq!(place_of(&ranking, &a), Some(2));
        // What stands first alone is level with nothing.
        tie(&mut ranking, &b);
        assert_eq!(place_of(&ranking, &b), Some(1));
        assert!(!is_tied(&ranking, &b) && !is_tied(&ranking, &OptionId::new("e").unwrap()));
    }

    #[test]
    fn an_option_is_put_on_a_place_and_what_stands_there_moves_down() {
        let [a, b, c] = ["a", "b", "c"].map(|id| OptionId::new(id).unwrap());
        let mut ranking = Vec::new();
        put_on(&mut ranking, &a, Some(usize::MAX));
        put_on(&mut ranking, &b, Some(usize::MAX));
        put_on(&mut ranking, &c, Some(1));
        assert_eq!(ranking, [[c.clone()], [a.clone()], [b.clone()]]);
        put_on(&mut ranking, &c, Some(2));
        assert_eq!(ranking, [[a.clone()], [c.clone()], [b.clone()]]);
        put_on(&mut ranking, &a, None);
        assert_eq!(ranking, [[c.clone()], [b.clone()]]);
        assert_eq!(
            (place_of(&ranking, &a), place_of(&ranking, &b)),
            (None, Some(2))
        );
        let mut tied = vec![vec![a.clone(), b.clone()], vec![c.clone()]];
        put_on(&mut tied, &b, Some(3));
        assert_eq!(tied, [[a], [c], [b]]);
    }
}
