//! `cargo xtask bench`: measures the release build, and what Yjs brings where Node is there.

use clap::{Parser, ValueEnum};
use tests::bench::export::export;
use tests::bench::live::{left, written_live};
use tests::bench::past::past;
use tests::bench::pulling::pulling;
use tests::bench::report::{Figures, print};
use tests::bench::scenes;
use tests::bench::session::session;
use tests::bench::target::{Maker, keep_to_the_second_core, peer};
use tokio::task::LocalSet;

/// Measure the round table's server, pinned to one core, from another.
#[derive(Debug, Parser)]
struct Args {
    /// What to measure; everything by default.
    scenes: Vec<Scene>,
    /// Leave the peer out.
    #[arg(long)]
    alone: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Scene {
    Quiet,
    Fanout,
    Ceiling,
    Everyone,
    Growth,
    Crash,
    Storm,
    Cold,
    Tables,
    Past,
    Pulling,
    Session,
    Export,
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    if !keep_to_the_second_core() {
        println!("taskset is missing: server and generator share all cores");
    }
    let scenes = if args.scenes.is_empty() {
        Scene::value_variants().to_vec()
    } else {
        args.scenes
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    LocalSet::new().block_on(&runtime, async {
        let ours = measure(Maker::Ours, &scenes).await;
        let theirs = match peer() {
            Ok(_) if !args.alone => measure(Maker::Yjs, &scenes).await,
            Ok(_) => Figures::default(),
            Err(error) => {
                println!("{error}");
                Figures::default()
            }
        };
        print(&ours, &theirs);
    });
    Ok(())
}

/// A scene that fails says so and spoils no other.
async fn measure(maker: Maker, scenes: &[Scene]) -> Figures {
    println!("{maker:?}");
    let mut figures = Figures::default();
    for scene in scenes {
        let measured = match scene {
            Scene::Quiet => scenes::quiet(maker, &mut figures).await,
            Scene::Fanout => scenes::fanout(maker, &mut figures).await,
            Scene::Ceiling => scenes::ceiling(maker, &mut figures).await,
            Scene::Everyone => scenes::everyone(maker, &mut figures).await,
            Scene::Growth => scenes::growth(maker, &mut figures).await,
            Scene::Crash => scenes::crash(maker, &mut figures).await,
            Scene::Storm => scenes::storm(maker, &mut figures).await,
            Scene::Cold => scenes::cold(maker, &mut figures).await,
            Scene::Tables => tables(maker, &mut figures).await,
            Scene::Past => past(maker, &mut figures).await,
            Scene::Pulling => pulling(maker, &mut figures),
            Scene::Session => session(maker, &mut figures).await,
            Scene::Export => export(maker, &mut figures),
        };
        if let Err(error) = measured {
            println!("  {scene:?} failed: {error:#}");
        }
    }
    figures
}

/// What tables cost, and what is given back when they are left.
async fn tables(maker: Maker, figures: &mut Figures) -> anyhow::Result<()> {
    scenes::tables(maker, figures).await?;
    written_live(maker, figures).await?;
    left(maker, figures).await
}
