//! Writes the tables as Rust.

use crate::check::Tables;
use crate::condition::{Cond, Test};
use crate::schema::{Book, CiteRow};
use crate::texts;
use std::fmt::Write as _;

pub fn emit(book: &Book, tables: &Tables) -> String {
    let mut out = String::new();
    facts(book, tables, &mut out);
    conditions(book, tables, &mut out);
    content(book, tables, &mut out);
    doses(book, &mut out);
    check_in(book, &mut out);
    texts::emit(book, &mut out);
    out
}

fn check_in(book: &Book, out: &mut String) {
    out.push_str("pub static CHECK_INS: &[CheckInRule] = &[\n");
    for rule in &book.check_ins {
        let row = &rule.row;
        let _ = writeln!(
            out,
            "    CheckInRule {{ id: {:?}, level: Level::{}, sign: CheckSign::{}, points: {}, hours: ({}, {}), before_peak: {}, see: {:?}, cites: &[{}] }},",
            row.id.get_ref(),
            camel(&row.level),
            camel(&row.sign),
            row.points,
            row.from_h,
            row.to_h.unwrap_or(i32::MAX),
            row.before_peak,
            row.see,
            cites(&row.cite)
        );
    }
    out.push_str("];\npub static MOVES: &[MovedRule] = &[\n");
    for rule in &book.moves {
        let row = &rule.row;
        let _ = writeln!(
            out,
            "    MovedRule {{ id: {:?}, up_to: {}, wait_h: {}, injury: {}, cites: &[{}] }},",
            row.id.get_ref(),
            row.up_to,
            row.wait_h,
            row.injury,
            cites(&row.cite)
        );
    }
    out.push_str("];\n");
}

fn upper(id: &str) -> String {
    id.to_uppercase().replace('-', "_")
}

fn camel(id: &str) -> String {
    id.split('_')
        .map(|w| {
            w.chars()
                .take(1)
                .flat_map(char::to_uppercase)
                .chain(w.chars().skip(1))
                .collect::<String>()
        })
        .collect()
}

fn facts(book: &Book, tables: &Tables, out: &mut String) {
    let _ = writeln!(out, "pub static FACTS: [FactDef; {}] = [", book.facts.len());
    for f in &book.facts {
        let row = &f.row;
        let kind = match row.kind.as_str() {
            "sign" => "Kind::Sign".to_owned(),
            "choice" => {
                let options: Vec<String> = row
                    .options
                    .iter()
                    .map(|o| {
                        format!(
                            "OptionDef {{ id: {:?}, value: {} }}",
                            o.id,
                            o.value.unwrap_or(0)
                        )
                    })
                    .collect();
                format!("Kind::Choice(&[{}])", options.join(", "))
            }
            _ => format!(
                "Kind::Number(NumberDef {{ unit: {:?}, min: {}, max: {}, step: {}, quick: &{:?}, quick_us: &{:?} }})",
                row.unit.clone().unwrap_or_default(),
                row.min.unwrap_or(0),
                row.max.unwrap_or(0),
                row.step.unwrap_or(1),
                row.quick,
                if row.quick_us.is_empty() {
                    &row.quick
                } else {
                    &row.quick_us
                }
            ),
        };
        let covers: Vec<String> = row
            .covers
            .iter()
            .filter_map(|c| tables.names.facts.get(c))
            .map(|i| format!("Fact({i})"))
            .collect();
        let line = book
            .facts
            .iter()
            .position(|l| l.row.covers.contains(row.id.get_ref()));
        let line = line.map_or("None".into(), |i| format!("Some(Fact({i}))"));
        let _ = writeln!(
            out,
            "    FactDef {{ id: {:?}, of_site: {}, offered: {}, aside: {}, kind: {kind}, worse: Worse::{}, unsure: {}, covers: &[{}], line: {line} }},",
            row.id.get_ref(),
            row.scope.is_some(),
            row.offered,
            row.aside,
            camel(&row.worse),
            row.unsure,
            covers.join(", ")
        );
    }
    let _ = writeln!(
        out,
        "];\n/// Every fact by name.\npub mod fact {{\n    use super::Fact;"
    );
    for (i, f) in book.facts.iter().enumerate() {
        let _ = writeln!(
            out,
            "    pub const {}: Fact = Fact({i});",
            upper(f.row.id.get_ref())
        );
    }
    let _ = writeln!(
        out,
        "}}\npub static REGIONS: [RegionDef; {}] = [",
        book.regions.len()
    );
    for r in &book.regions {
        let _ = writeln!(
            out,
            "    RegionDef {{ id: {:?}, muscle: {} }},",
            r.row.id.get_ref(),
            r.row.muscle
        );
    }
    let _ = writeln!(
        out,
        "];\n/// Every region by name.\npub mod region {{\n    use super::Region;"
    );
    for (i, r) in book.regions.iter().enumerate() {
        let _ = writeln!(
            out,
            "    pub const {}: Region = Region({i});",
            upper(r.row.id.get_ref())
        );
    }
    let _ = writeln!(
        out,
        "}}\npub static SCREENS: [ScreenDef; {}] = [",
        book.screens.len()
    );
    for (s, first) in book.screens.iter().zip(&tables.screens) {
        let first = first
            .as_ref()
            .map_or("None".into(), |c| format!("Some({})", cond(c)));
        let facts: Vec<String> = s
            .row
            .facts
            .iter()
            .filter_map(|c| tables.names.facts.get(c))
            .map(|i| format!("Fact({i})"))
            .collect();
        let _ = writeln!(
            out,
            "    ScreenDef {{ id: {:?}, layout: Layout::{}, profile: {}, first: {first}, facts: &[{}] }},",
            s.row.id.get_ref(),
            camel(&s.row.layout),
            s.row.profile,
            facts.join(", ")
        );
    }
    out.push_str("];\n");
}

/// The facts whose answers a text repeats, by its placeholders.
fn repeated(text: &str, tables: &Tables) -> String {
    let names = text.split('{').skip(1).filter_map(|t| t.split_once('}'));
    let facts: Vec<String> = names
        .filter_map(|(name, _)| tables.names.facts.get(name))
        .map(|i| format!("Fact({i})"))
        .collect();
    format!("&[{}]", facts.join(", "))
}

fn some(value: Option<String>) -> String {
    value.map_or("None".into(), |v| format!("Some({v})"))
}

fn cond(c: &Cond) -> String {
    let list = |l: &[Cond]| l.iter().map(cond).collect::<Vec<_>>().join(", ");
    match c {
        Cond::Fact { fact, test } => {
            let test = match test {
                Test::OneOf(v) => format!("Test::OneOf(&{v:?})"),
                Test::AtLeast(n) => format!("Test::AtLeast({n})"),
                Test::AtMost(n) => format!("Test::AtMost({n})"),
            };
            format!("Cond::Fact(Fact({fact}), {test})")
        }
        Cond::Define(i) => format!("Cond::Define({i})"),
        Cond::Even => "Cond::Even".into(),
        Cond::BookedToRest => "Cond::BookedToRest".into(),
        Cond::SiteIn(regions) => format!(
            "Cond::SiteIn(&[{}])",
            regions
                .iter()
                .map(|r| format!("Region({r})"))
                .collect::<Vec<_>>()
                .join(", ")
        ),
        Cond::Known(fact) => format!("Cond::Known(Fact({fact}))"),
        Cond::Level(levels) => format!(
            "Cond::Level(&[{}])",
            levels
                .iter()
                .map(|l| format!("Level::{}", camel(l)))
                .collect::<Vec<_>>()
                .join(", ")
        ),
        Cond::All(l) => format!("Cond::All(&[{}])", list(l)),
        Cond::Any(l) => format!("Cond::Any(&[{}])", list(l)),
        Cond::Not(c) => format!("Cond::Not(&{})", cond(c)),
        Cond::AnySite(c) => format!("Cond::AnySite(&{})", cond(c)),
        Cond::EverySite(c) => format!("Cond::EverySite(&{})", cond(c)),
    }
}

/// An example's answers as JSON. A site is written short: "quads both 9 ache far_worse".
fn given(table: &toml::Table) -> String {
    let mut fields = Vec::new();
    for (key, value) in table {
        match value.as_array() {
            Some(sites) => {
                let mut rows = Vec::new();
                for site in sites.iter().filter_map(toml::Value::as_str) {
                    let mut words = site.split_whitespace();
                    let (region, side, score) = (
                        words.next().unwrap_or(""),
                        words.next().unwrap_or(""),
                        words.next().unwrap_or(""),
                    );
                    let feels: Vec<String> = words.map(|w| format!("{w:?}")).collect();
                    let sides: &[&str] = if side == "both" {
                        &["left", "right"]
                    } else {
                        &[side]
                    };
                    for side in sides {
                        rows.push(format!("{{\"region\":{region:?},\"side\":{side:?},\"score\":{score},\"feels\":[{}]}}", feels.join(",")));
                    }
                }
                fields.push(format!("{key:?}:[{}]", rows.join(",")));
            }
            None => fields.push(format!("{key:?}:{value}")),
        }
    }
    format!("{{{}}}", fields.join(","))
}

fn cites(list: &[CiteRow]) -> String {
    list.iter()
        .map(|c| format!("{:?}", c.id))
        .collect::<Vec<_>>()
        .join(", ")
}

fn conditions(book: &Book, tables: &Tables, out: &mut String) {
    out.push_str("pub static DEFINES: &[DefineDef] = &[\n");
    for (row, c) in book.defines.iter().zip(&tables.defines) {
        let _ = writeln!(
            out,
            "    DefineDef {{ id: {:?}, of_site: {}, when: {} }},",
            row.row.id.get_ref(),
            row.row.scope.is_some(),
            cond(c)
        );
    }
    out.push_str("];\n/// Every definition by name.\npub mod define {\n");
    for (i, row) in book.defines.iter().enumerate() {
        let _ = writeln!(
            out,
            "    pub const {}: u16 = {i};",
            upper(row.row.id.get_ref())
        );
    }
    out.push_str("}\npub static TRIAGE: &[TriageRule] = &[\n");
    for (rule, c) in book.rules.iter().zip(&tables.rules) {
        let row = &rule.row;
        let unsure = row
            .unsure
            .as_ref()
            .map_or("None".into(), |l| format!("Some(Level::{})", camel(l)));
        let see = row
            .see
            .as_ref()
            .map_or("None".into(), |s| format!("Some({s:?})"));
        let _ = writeln!(
            out,
            "    TriageRule {{ id: {:?}, level: Level::{}, insist: {}, gentle: {}, when: {}, unsure: {unsure}, say: &{:?}, see: {see}, by: By::{}, cites: &[{}] }},",
            row.id.get_ref(),
            camel(&row.level),
            row.insist,
            row.gentle,
            cond(c),
            row.say,
            camel(row.by.as_deref().unwrap_or(match row.level.as_str() {
                "emergency" => "now",
                "same_day" => "today",
                _ => "days",
            })),
            cites(&row.cite)
        );
    }
    out.push_str("];\n/// An example of each triage rule: its id, the answers as JSON, and whether it fires on them.\npub static EXAMPLES: &[(&str, &str, bool)] = &[\n");
    for rule in &book.rules {
        let row = &rule.row;
        let _ = writeln!(
            out,
            "    ({:?}, {:?}, {}),",
            row.id.get_ref(),
            given(&row.example.given),
            row.example.fires
        );
    }
    out.push_str("];\npub static STEPS: &[StepRule] = &[\n");
    for (step, c) in book.steps.iter().zip(&tables.steps) {
        let row = &step.row;
        let group = row
            .group
            .as_ref()
            .map_or("None".into(), |g| format!("Some({g:?})"));
        let session = row
            .session
            .as_ref()
            .map_or("None".into(), |s| format!("Some(Move::{})", camel(s)));
        let _ = writeln!(
            out,
            "    StepRule {{ id: {:?}, slot: Slot::{}, group: {group}, priority: {}, tags: &{:?}, when: {}, dose: Dose::{}, session: {session}, options: Options::{}, optional: {}, evidence: Evidence::{}, because: {}, instead: {}, yields: {}, cites: &[{}] }},",
            row.id.get_ref(),
            camel(&row.slot),
            row.priority.unwrap_or(0),
            row.tags,
            cond(c),
            camel(row.dose.as_deref().unwrap_or("none")),
            camel(row.options.as_deref().unwrap_or("none")),
            row.optional,
            camel(&row.evidence),
            repeated(&row.because, tables),
            some(row.instead.as_deref().map(|text| repeated(text, tables))),
            some(row.yields.as_deref().map(|text| repeated(text, tables))),
            cites(&row.cite)
        );
    }
    out.push_str("];\npub static LEAVE_OUT: &[LeaveRule] = &[\n");
    for (leave, c) in book.leaves.iter().zip(&tables.leaves) {
        let _ = writeln!(
            out,
            "    LeaveRule {{ id: {:?}, place: {}, when: {}, cites: &[{}] }},",
            leave.row.id.get_ref(),
            leave
                .row
                .place
                .as_ref()
                .map_or("None".into(), |p| format!("Some(Unmet::{})", camel(p))),
            cond(c),
            cites(&leave.row.cite)
        );
    }
    out.push_str("];\npub static HEADLINES: &[HeadlineRule] = &[\n");
    for (head, c) in book.headlines.iter().zip(&tables.headlines) {
        let _ = writeln!(
            out,
            "    HeadlineRule {{ id: {:?}, priority: {}, when: {} }},",
            head.row.id.get_ref(),
            head.row.priority,
            cond(c)
        );
    }
    out.push_str("];\npub static CALMS: &[HeadlineRule] = &[\n");
    for (head, c) in book.calms.iter().zip(&tables.calms) {
        let _ = writeln!(
            out,
            "    HeadlineRule {{ id: {:?}, priority: {}, when: {} }},",
            head.row.id.get_ref(),
            head.row.priority,
            cond(c)
        );
    }
    out.push_str("];\npub static NEXT_RUNS: &[NextRunRule] = &[\n");
    for (next, c) in book.next_runs.iter().zip(&tables.next_runs) {
        let _ = writeln!(
            out,
            "    NextRunRule {{ id: {:?}, priority: {}, distance: {}, keeps: {}, when: {}, hours: {:?}, cites: &[{}] }},",
            next.row.id.get_ref(),
            next.row.priority,
            next.row.distance,
            next.row.keeps,
            cond(c),
            next.row.hours,
            cites(&next.row.cite)
        );
    }
    out.push_str("];\npub static HELPS: &[HelpRule] = &[\n");
    for (help, c) in book.helps.iter().zip(&tables.helps) {
        let ids: Vec<String> = help.row.cite.iter().map(|c| format!("{c:?}")).collect();
        let _ = writeln!(
            out,
            "    HelpRule {{ id: {:?}, level: Level::{}, when: {}, cites: &[{}] }},",
            help.row.id.get_ref(),
            camel(&help.row.level),
            cond(c),
            ids.join(", ")
        );
    }
    out.push_str("];\n");
}

fn content(book: &Book, tables: &Tables, out: &mut String) {
    out.push_str("pub static LINES: &[LineDef] = &[\n");
    for l in &book.lines {
        let _ = writeln!(
            out,
            "    LineDef {{ id: {:?}, tags: &{:?}, cites: &{:?} }},",
            l.row.id.get_ref(),
            l.row.tags,
            l.row.cite
        );
    }
    out.push_str("];\npub static LEVELS: &[LevelDef] = &[\n");
    for l in &book.levels {
        let _ = writeln!(
            out,
            "    LevelDef {{ level: Level::{}, lines: {}, tags: &{:?}, cites: &{:?} }},",
            camel(l.row.id.get_ref()),
            l.row.lines.len(),
            l.row.tags,
            l.row.cite
        );
    }
    out.push_str("];\npub static EXERCISES: &[ExerciseDef] = &[\n");
    for (x, not_when) in book.exercises.iter().zip(&tables.exercises) {
        let row = &x.row;
        let regions: Vec<String> = row
            .regions
            .iter()
            .map(|r| format!("region::{}", upper(r)))
            .collect();
        let needs: Vec<String> = row
            .needs
            .iter()
            .map(|n| format!("Kit::{}", camel(n)))
            .collect();
        let instead = row
            .instead
            .as_ref()
            .map_or("None".into(), |i| format!("Some({i:?})"));
        let not_when = not_when
            .as_ref()
            .map_or("None".into(), |c| format!("Some({})", cond(c)));
        let (low, high) = row.reps.unwrap_or((0, 0));
        let _ = writeln!(
            out,
            "    ExerciseDef {{ id: {:?}, kind: Move::{}, regions: &[{}], needs: &[{}], posture: Posture::{}, each_side: {}, instead: {instead}, not_when: {not_when}, day: {}, sets: {}, reps: ({low}, {high}), in_seconds: {}, cite: {:?} }},",
            row.id.get_ref(),
            camel(&row.kind),
            regions.join(", "),
            needs.join(", "),
            camel(&row.posture),
            row.sides == "each",
            row.day.unwrap_or(0),
            row.sets.unwrap_or(0),
            row.reps_in.is_some(),
            row.cite
        );
    }
    out.push_str("];\n");
    out.push_str("pub static FOODS: &[FoodDef] = &[\n");
    for food in &book.foods {
        let free = |what: &str| food.row.free_of.iter().any(|f| f == what);
        let _ = writeln!(
            out,
            "    FoodDef {{ id: {:?}, protein_g: {}, carbohydrate_g: {}, vegan: {}, vegetarian: {}, lactose_free: {}, gluten_free: {}, nut_free: {}, soy_free: {}, cite: {:?} }},",
            food.row.id.get_ref(),
            food.row.protein_g,
            food.row.carbohydrate_g,
            free("animal"),
            free("meat"),
            free("milk"),
            free("gluten"),
            free("nuts"),
            free("soy"),
            food.row.cite
        );
    }
    out.push_str("];\n/// Minutes of walking, of jogging, and how often.\npub static LADDER: &[(i32, i32, i32)] = &[\n");
    for r in &book.ladder {
        let _ = writeln!(out, "    ({}, {}, {}),", r.walk_min, r.jog_min, r.times);
    }
    out.push_str(
        "];\n/// By the number of runs, Monday first.\npub static WEEKS: &[(i32, &[Day])] = &[\n",
    );
    for (runs, days) in &book.weeks {
        let days: Vec<String> = days.iter().map(|d| format!("Day::{}", camel(d))).collect();
        let _ = writeln!(out, "    ({runs}, &[{}]),", days.join(", "));
    }
    out.push_str("];\n");
    for (name, regions) in &book.orders {
        let regions: Vec<String> = regions
            .iter()
            .map(|r| format!("region::{}", upper(r)))
            .collect();
        let _ = writeln!(
            out,
            "pub static ORDER_{}: &[Region] = &[{}];",
            upper(name),
            regions.join(", ")
        );
    }
}

fn doses(book: &Book, out: &mut String) {
    if let Some(version) = &book.version {
        let _ = writeln!(
            out,
            "/// The version of the rules.\npub const RULES_VERSION: &str = {:?};\n/// The day of that version.\npub const RULES_DATE: &str = {:?};",
            version.number, version.date
        );
    }
    for (group, numbers) in &book.doses {
        let _ = writeln!(out, "pub mod {group} {{");
        for (name, number) in numbers {
            let _ = writeln!(
                out,
                "    /// {}\n    pub const {}: i32 = {};",
                number.cite,
                upper(name),
                number.value
            );
        }
        out.push_str("}\n");
    }
}
