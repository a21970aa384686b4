//! Any bytes as answers: read, planned, traced, explained, and written again.

#![no_main]

use aftermile_engine::{Answers, Interview, Plan, explain};
use aftermile_fuzz::seed;
use libfuzzer_sys::fuzz_target;

const WELL: &str = r#"{"line_heart":"no","line_mind":"no","stroke_signs":"no","saddle_or_bladder":"no","line_ill":"no","line_urine":"no","line_leg":"no","line_pop":"no","kind":"easy","minutes":"40 min","finished":"within_hour","descent":"no","unusual":"no","hot":"no","legs":"sore","sites":[{"region":"quads","side":"left","score":3},{"region":"quads","side":"right","score":3}],"began":"after_run","days":"d1_3","age":"a18_49","pregnant":"no","postpartum":"no","blood_thinner":"no","heart":"no","organ":"no","diabetes":"no","immune_joint":"no","eating_history":"no","effort":3,"time":"15 min","kit":"roller","eaten":"not_yet","sleep":"h7_8","nsaid_taken":"no","nsaid_planned":"no","next_soon":"no","weighed":"no","unwell":"no","fatigue":"no"}"#;

fuzz_target!(
    init: seed("plan", &[WELL.as_bytes().to_vec(), b"{\"urine_dark\":\"yes\"}".to_vec()]),
    |bytes: &[u8]| {
        let Ok(answers) = serde_json::from_slice::<Answers>(bytes) else {
            return;
        };
        let walk = Interview::walk(&answers);
        if let Some((plan, _)) = Plan::traced(&walk) {
            let _ = explain::why_not(&answers);
            let text = serde_json::to_string(&plan).expect("a plan is written");
            let back: Plan = serde_json::from_str(&text).expect("a plan is read back");
            assert_eq!(back, plan);
        }
        let text = serde_json::to_string(&answers).expect("answers are written");
        let back: Answers = serde_json::from_str(&text).expect("answers are read back");
        assert_eq!(back, answers);
    }
);
