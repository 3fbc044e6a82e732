using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rules;
using DockerLsp.Files;
using DockerLsp.Tests.Repository;

namespace DockerLsp.Tests.Host.Files;

public sealed class ConfigurationTests
{
    [Fact]
    public void All_that_is_contracted_is_read()
    {
        var file = DockerlspFile.Read("/r/.dockerlsp.yaml", """
            root: true
            layering: cache-mount               # merge | self-contained | cache-mount
            fail-on: hint
            ignore-comments: false
            strict-labels: yes
            label-schema: {author: text, created: rfc3339}
            rules:
              DL3008: off
              DLS1: info
              MaintainerDeprecated: {severity: error}
              "SC2086": false
            overrides:
              - files: ["**/*.dev.Dockerfile"]
                rules: {DL3002: off}
            """);
        Assert.Empty(file.Problems);
        Assert.True(file.IsRoot);
        var effective = Build(file, "/r/a/x.dev.Dockerfile");
        Assert.Equal(Layering.CacheMount, effective.Options.Layering);
        Assert.Equal("hint", effective.FailOn);
        Assert.False(effective.Options.HonoursIgnoreComments);
        Assert.True(effective.Options.Labels.IsStrict);
        Assert.Equal(LabelKind.Time, effective.Options.Labels.KindOf("created"));
        Assert.False(effective.Options.Runs(Rule("DL3008")));
        Assert.False(effective.Options.Runs(Rule("DL3002")));
        Assert.True(Build(file, "/r/a/Dockerfile").Options.Runs(Rule("DL3002")));
        Assert.Equal(Severity.Info, effective.Options.Rules.Of(Rule("DLS1002")).Severity);
        Assert.Equal(Severity.Error, effective.Options.Rules.Of(Rule("DL4000")).Severity);
        Assert.False(effective.Options.Rules.Of("SC2086").IsOn);
        Assert.Equal(".dockerlsp.yaml:8", effective.Values["rules.DL3008"].Origin);
    }

    [Theory]
    [InlineData("rules:\n  DL3O08: off", "2:3: unknown rule `DL3O08`; did you mean `DL3008`?")]
    [InlineData("layerin: merge", "1:1: unknown key `layerin`; did you mean `layering`?")]
    [InlineData("layering: merged", "1:11: `layering` takes merge, self-contained or cache-mount, not `merged`; did you mean `merge`?")]
    [InlineData("rules:\n  DL3008: warn", "2:11: `DL3008` takes error, warning, info, hint or off, not `warn`")]
    [InlineData("rules:\n  DL3008: {severty: off}", "2:12: `DL3008` has no option `severty`; did you mean `severity`?")]
    [InlineData("root: maybe", "1:7: `root` takes true or false")]
    [InlineData("rules: [DL3008]", "1:8: `rules` takes `name: value` lines")]
    [InlineData("overrides:\n- files: [../x]\n  rules: {}", "2:11: `../x` leads out of this file's folder; patterns count from there")]
    [InlineData("overrides:\n- files: [/x]\n  rules: {}", "2:11: `/x` leads out of this file's folder; patterns count from there")]
    [InlineData("overrides:\n- rules: {}", "2:3: an override says in `files` which files it is for")]
    [InlineData("root: true\nroot: false", "2:1: `root` is there twice; the first one counts")]
    [InlineData("a", "1:1: the file takes `name: value` lines")]
    [InlineData("root: *x", "1:7: no `&x` before this `*x`")]
    [InlineData("rules: &x {DL3008: *x}", "1:20: `*x` stands in what it stands for")]
    [InlineData("label-schema: {a: txt}", "1:19: `a` takes text, rawtext, url, rfc3339, spdx, hash, semver or email, not `txt`; did you mean `text`?")]
    public void A_problem_says_where_and_what_was_meant(string text, string expected)
    {
        var problem = DockerlspFile.Read("/r/.dockerlsp.yaml", text).Problems[0];
        Assert.Equal(expected, $"{problem.Line}:{problem.Column}: {problem.Message}");
        Assert.True(problem.IsError);
    }

    [Theory]
    [InlineData("rules: {")]
    [InlineData("rules:\n\t- x")]
    [InlineData("\"")]
    [InlineData("%YAML 9\n---\na: b")]
    [InlineData("a: b\n---\nc: d")]
    [InlineData("? [a]\n: b")]
    public void Broken_files_are_told(string text) => Assert.NotEmpty(DockerlspFile.Read("/r/.dockerlsp.yaml", text).Problems);

    [Fact]
    public void Nothing_that_a_file_holds_takes_for_ever()
    {
        var deep = new string('[', 100_000);
        Assert.NotEmpty(DockerlspFile.Read("/r/.dockerlsp.yaml", deep).Problems);
        // Each line would double the entries of the one before.
        var bomb = "a0: &a0 {x: 1}\n" + string.Concat(Enumerable.Range(1, 40).Select(i => $"a{i}: &a{i} {{<<: [*a{i - 1}, *a{i - 1}], y{i}: 1}}\n"));
        Assert.NotEmpty(DockerlspFile.Read("/r/.dockerlsp.yaml", bomb).Problems);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("---\n")]
    [InlineData("rules:\n")]
    public void An_empty_file_says_nothing(string text) => Assert.Empty(DockerlspFile.Read("/r/.dockerlsp.yaml", text).Problems);

    [Fact]
    public void The_more_exact_name_wins_and_starts_of_ids_switch_nothing_on()
    {
        var effective = Build(DockerlspFile.Read("/r/.dockerlsp.yaml", "rules:\n  DL3008: error\n  DL: off\n  DL30: info\n"), "/r/Dockerfile");
        Assert.True(effective.Options.Runs(Rule("DL3008")));
        Assert.Equal(Severity.Error, effective.Options.Rules.Of(Rule("DL3008")).Severity);
        Assert.True(effective.Options.Runs(Rule("DL3009")));
        Assert.False(effective.Options.Runs(Rule("DL4000")));
        Assert.False(effective.Options.Runs(Rule("DL3057")), "off by default");
        Assert.True(Build(DockerlspFile.Read("/r/.dockerlsp.yaml", "rules: {DL3057: info}"), "/r/Dockerfile").Options.Runs(Rule("DL3057")));
    }

    [Fact]
    public void A_file_of_hadolint_works_unchanged()
    {
        var file = HadolintFile.Read("/r/.hadolint.yaml", """
            failure-threshold: style
            format: gitlab_codeclimate
            ignored:
              - DL3008
              - SC1091
              - DL3005
            override:
              error: [DL3015]
              warning: DL3059
              style: [DL3009]
            trustedRegistries:
              - docker.io
              - "*.example.com"
            label-schema:
              author: text
              version: semver
            no-color: true
            strict-labels: true
            disable-ignore-pragma: true
            """);
        Assert.Empty(file.Problems);
        var effective = Build(file, "/r/Dockerfile");
        Assert.Equal("hint", effective.FailOn);
        Assert.Equal("gitlab", effective.Format);
        Assert.False(effective.UsesColor);
        Assert.False(effective.Options.HonoursIgnoreComments);
        Assert.True(effective.Options.Labels.IsStrict);
        Assert.Equal(LabelKind.Version, effective.Options.Labels.KindOf("version"));
        Assert.False(effective.Options.Runs(Rule("DL3008")));
        Assert.False(effective.Options.Rules.Of("SC1091").IsOn);
        Assert.Equal(Severity.Error, effective.Options.Rules.Of(Rule("DL3015")).Severity);
        Assert.Equal(Severity.Warning, effective.Options.Rules.Of(Rule("DL3059")).Severity);
        Assert.Equal(Severity.Hint, effective.Options.Rules.Of(Rule("DL3009")).Severity);
    }

    [Fact]
    public void No_fail_beats_a_threshold_wherever_it_stands()
    {
        Assert.Equal("never", HadolintFile.Read("/r/.hadolint.yaml", "no-fail: true\nfailure-threshold: error\n").FailOn?.Value);
        Assert.Equal("never", HadolintFile.Read("/r/.hadolint.yaml", "failure-threshold: none\n").FailOn?.Value);
        Assert.Equal("hint", HadolintFile.Read("/r/.hadolint.yaml", "failure-threshold: Style\n").FailOn?.Value);
    }

    [Fact]
    public void What_hadolint_would_not_mind_is_told_and_no_error()
    {
        var file = HadolintFile.Read("/r/.hadolint.yaml", "ignord: [DL3008]\nignored: [DL3O08, whatever]\n");
        Assert.Equal(["unknown key `ignord`; did you mean `ignored`?", "unknown rule `DL3O08`; did you mean `DL3008`?"], file.Problems.Select(p => p.Message));
        Assert.False(file.HasErrors);
        Assert.True(HadolintFile.Read("/r/.hadolint.yaml", "ignored: {a: b}").HasErrors);
    }

    [Theory]
    [InlineData("**/*.dev.Dockerfile", "a/b/x.dev.Dockerfile", true)]
    [InlineData("**/*.dev.Dockerfile", "x.dev.Dockerfile", true)]
    [InlineData("*.dev.Dockerfile", "a/b/x.dev.Dockerfile", true)]
    [InlineData("a/*.Dockerfile", "a/x.Dockerfile", true)]
    [InlineData("a/*.Dockerfile", "a/b/x.Dockerfile", false)]
    [InlineData("a/**", "a/b/Dockerfile", true)]
    [InlineData("./a/", "a/b/Dockerfile", true)]
    [InlineData("a/**/c/Dockerfile", "a/c/Dockerfile", true)]
    [InlineData("Dockerfile", "b/Dockerfile.dev", false)]
    [InlineData("[ab]/Dockerfile", "b/Dockerfile", true)]
    public void Globs(string pattern, string path, bool matches) => Assert.Equal(matches, PathGlob.Parse(pattern, out _)?.Matches(path));

    [Fact]
    public void The_nearest_file_wins_up_to_the_root()
    {
        using var folder = new TempFolder();
        folder.Add(".git/HEAD", "x").Add(".dockerlsp.yaml", "fail-on: hint\nlayering: cache-mount\nrules: {DL3008: error}\n")
            .Add("a/.dockerlsp.yml", "fail-on: error\nrules: {DL3008: info}\n").Add("a/b/Dockerfile");
        folder.Add("c/.dockerlsp.yaml", "root: true\n").Add("c/Dockerfile");
        var store = ConfigurationStore.ForCommandLine(new DiskFileStore(), folder.Path);
        Assert.Equal([folder["a/.dockerlsp.yml"], folder[".dockerlsp.yaml"]], store.Find(folder["a/b"]).Select(f => f.Path));
        Assert.Equal([folder["c/.dockerlsp.yaml"]], store.Find(folder["c"]).Select(f => f.Path));
    }

    [Fact]
    public void The_search_ends_at_the_repository_and_at_the_current_folder_outside_of_one()
    {
        using var folder = new TempFolder();
        folder.Add(".dockerlsp.yaml", "fail-on: hint\n").Add("r/.git/HEAD", "x").Add("r/a/Dockerfile").Add("s/t/Dockerfile");
        Assert.Empty(ConfigurationStore.ForCommandLine(new DiskFileStore(), folder.Path).Find(folder["r/a"]));
        Assert.Single(ConfigurationStore.ForCommandLine(new DiskFileStore(), folder.Path).Find(folder["s/t"]));
        Assert.Empty(ConfigurationStore.ForCommandLine(new DiskFileStore(), folder["s"]).Find(folder["s/t"]));
    }

    [Fact]
    public void Hadolints_file_counts_where_there_is_none_of_ours()
    {
        using var folder = new TempFolder();
        folder.Add(".git/HEAD", "x").Add(".hadolint.yaml", "ignored: [DL3008]\n").Add("a/.hadolint.yml", "ignored: [DL3009]\n").Add("b/.dockerlsp.yaml", "root: false\n");
        var store = ConfigurationStore.ForCommandLine(new DiskFileStore(), folder.Path);
        Assert.Equal([folder["a/.hadolint.yml"]], store.Find(folder["a"]).Select(f => f.Path));
        Assert.Equal([folder["b/.dockerlsp.yaml"]], store.Find(folder["b"]).Select(f => f.Path));
    }

    [Fact]
    public void A_folder_in_place_of_a_file_is_told()
    {
        using var folder = new TempFolder();
        folder.Add(".dockerlsp.yaml/x", "");
        var file = Assert.Single(ConfigurationStore.ForCommandLine(new DiskFileStore(), folder.Path).Find(folder.Path));
        Assert.Equal("is a folder", Assert.Single(file.Problems).Message);
    }

    /// <summary><c>DOCKERLSP_UPDATE=1 dotnet test --filter FullyQualifiedName~Published</c> writes the schema.</summary>
    [Fact]
    public void Published_schema_is_made_of_the_catalogue()
    {
        var path = Path.Combine(RepositoryRoot.Path, "client-vscode", "schemas", "dockerlsp.schema.json");
        var expected = ConfigurationSchema.Create();
        if (Environment.GetEnvironmentVariable("DOCKERLSP_UPDATE") is { Length: > 0 })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "");
            File.WriteAllText(path, expected);
        }

        Assert.True(
            File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == expected,
            "client-vscode/schemas is stale: run DOCKERLSP_UPDATE=1 dotnet test --filter FullyQualifiedName~Published");
        var schema = System.Text.Json.JsonDocument.Parse(expected).RootElement;
        var rules = schema.GetProperty("definitions").GetProperty("rules").GetProperty("properties");
        Assert.All(RuleNames.All(), name => Assert.True(rules.TryGetProperty(name, out _), name));
    }

    private static EffectiveConfiguration Build(ConfigurationFile file, string path)
    {
        var builder = new ConfigurationBuilder(AnalysisOptions.Default);
        builder.Apply(file, path, Path.GetFileName(file.Path));
        return builder.Build();
    }

    private static RuleDescriptor Rule(string id) => RuleCatalog.Find(id) ?? throw new InvalidOperationException($"No rule {id}");
}
