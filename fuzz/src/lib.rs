//! What the fuzz targets share with the tests: the files to begin with, and what must hold.

#[path = "../../import/tests/files/common/mod.rs"]
pub mod common;
#[path = "../../import/tests/fuzz/targets.rs"]
pub mod targets;

/// Writes the files to begin with into the folder that `AFTERMILE_SEEDS` names, and ends.
pub fn seed(name: &str, files: &[Vec<u8>]) {
    if let Some(folder) = std::env::var_os("AFTERMILE_SEEDS") {
        for (number, file) in files.iter().enumerate() {
            std::fs::write(
                std::path::Path::new(&folder).join(format!("{name}-{number}")),
                file,
            )
            .expect("seeds can be written");
        }
        std::process::exit(0);
    }
}

/// [`seed`] for a parser of run files.
pub fn begin(target: &targets::Target) {
    seed(target.name, &(target.seeds)());
}
