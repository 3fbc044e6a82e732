console.log(require("semver").inc("1.0.0", "minor"));
