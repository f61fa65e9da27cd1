//! Prints what was measured.

/// One figure of one maker.
#[derive(Debug, Clone)]
pub struct Figure {
    /// Which scene.
    pub scene: &'static str,
    /// What was measured, with its unit.
    pub what: &'static str,
    /// What it came to.
    pub value: f64,
    /// What it should come to, if anything was promised.
    pub goal: Option<&'static str>,
}

/// Gathers figures.
#[derive(Debug, Default, Clone)]
pub struct Figures(Vec<Figure>);

impl Figures {
    /// Notes one down, and says so at once.
    pub fn note(&mut self, scene: &'static str, what: &'static str, value: f64) {
        println!("  {scene:9} {what:36} {value:>12.2}");
        self.push(scene, what, value, None);
    }

    /// Notes one down beside its goal.
    pub fn aim(&mut self, scene: &'static str, what: &'static str, value: f64, goal: &'static str) {
        println!("  {scene:9} {what:36} {value:>12.2}   goal {goal}");
        self.push(scene, what, value, Some(goal));
    }

    fn push(
        &mut self,
        scene: &'static str,
        what: &'static str,
        value: f64,
        goal: Option<&'static str>,
    ) {
        self.0.push(Figure {
            scene,
            what,
            value,
            goal,
        });
    }

    fn find(&self, scene: &str, what: &str) -> Option<f64> {
        self.0
            .iter()
            .find(|figure| figure.scene == scene && figure.what == what)
            .map(|figure| figure.value)
    }
}

/// A table in Markdown of ours beside the goal and the peer's, where there are any.
pub fn print(ours: &Figures, peer: &Figures) {
    println!("\n| scene | figure | goal | round table | y-websocket | ratio |");
    println!("|---|---|---:|---:|---:|---:|");
    for Figure {
        scene,
        what,
        value,
        goal,
    } in &ours.0
    {
        let goal = goal.unwrap_or_default();
        let (other, ratio) = match peer.find(scene, what) {
            Some(other) if other > 0.0 => (format!("{other:.2}"), format!("{:.2}", value / other)),
            Some(other) => (format!("{other:.2}"), String::new()),
            None => (String::new(), String::new()),
        };
        println!("| {scene} | {what} | {goal} | {value:.2} | {other} | {ratio} |");
    }
}
