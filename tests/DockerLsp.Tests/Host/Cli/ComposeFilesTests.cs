using System.Text.Json;
using DockerLsp.Files;

namespace DockerLsp.Tests.Host.Cli;

/// <summary>Compose files that lead to others (Compose file reference: extends, include, interpolation, merge).</summary>
public class ComposeFilesTests
{
    private const string Web = "services:\n  web:\n    extends: {file: common/base.yaml, service: base}\n    build: {args: {A: own}}\n";

    [Fact]
    public void A_service_of_another_file_is_extended_and_its_paths_begin_there()
    {
        using var folder = new TempFolder();
        folder.Add(".git/HEAD", "").Add("compose.yaml", Web)
            .Add("common/base.yaml", "services:\n  base:\n    extends: root\n    build: {context: ./app, args: {A: x, B: \"${B:-b}\"}}\n  root:\n    build: {target: dev}\n")
            .Add("common/app/Dockerfile", "ARG A\nARG B\nFROM debian:12 AS dev\n");
        Assert.Equal("web common/app/Dockerfile dev A=own B=b", Read(folder, out var problems));
        Assert.Equal("", problems);
        Assert.Equal(0, Run.In(folder, "lint", "--fail-on", "never", "compose.yaml").Status);
    }

    [Theory]
    [InlineData("../../outside.yaml", "compose.yaml:3:21: `../../outside.yaml` lies outside of this repository, and is not read\n")]
    [InlineData("gone.yaml", "compose.yaml:3:21: `gone.yaml` cannot be followed: no such file or directory\n")]
    [InlineData("${NOWHERE}/base.yaml", "compose.yaml:3:21: `${NOWHERE}/base.yaml` is not known here: `NOWHERE` has no value\n")]
    [InlineData("broken.yaml", "broken.yaml:2:1: no valid YAML")]
    [InlineData("empty.yaml", "compose.yaml:3:44: `web` extends `base`, which empty.yaml does not have\n")]
    public void What_cannot_be_followed_is_told_and_the_rest_goes_on(string file, string expected)
    {
        using var folder = new TempFolder();
        folder.Add(".git/HEAD", "").Add("Dockerfile").Add("broken.yaml", "services: {").Add("empty.yaml", "services: {}\n")
            .Add("compose.yaml", $"services:\n  web:\n    extends: {{file: \"{file}\", service: base}}\n    build: .\n");
        var run = Run.In(folder, "lint", "--fail-on", "never", "compose.yaml");
        Assert.Equal(2, run.Status);
        Assert.StartsWith("dockerlsp: " + expected, run.Error, StringComparison.Ordinal);
        Assert.StartsWith("web Dockerfile", Read(folder, out _), StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_out_of_the_repository_is_not_followed()
    {
        using var folder = new TempFolder();
        using var outside = new TempFolder();
        outside.Add("base.yaml", "services: {base: {build: {target: secret}}}\n");
        folder.Add(".git/HEAD", "").Add("Dockerfile").Add("compose.yaml", "services:\n  web:\n    extends: {file: base.yaml, service: base}\n    build: .\n");
        File.CreateSymbolicLink(folder["base.yaml"], outside["base.yaml"]);
        Assert.Contains("lies outside of this repository", Run.In(folder, "lint", "--fail-on", "never", "compose.yaml").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Cycles_are_told_and_come_to_an_end()
    {
        using var folder = new TempFolder();
        folder.Add("Dockerfile").Add("compose.yaml", "include: [other.yaml]\nservices:\n  a:\n    extends: b\n    build: .\n  b:\n    extends: {service: a}\n")
            .Add("other.yaml", "include:\n  - path: compose.yaml\nservices:\n  c: {build: {context: ., target: x}}\n");
        Assert.Equal("a Dockerfile, c Dockerfile x", Read(folder, out var problems));
        Assert.Equal("7:24 `b` extends `a`, which extends it in turn: nothing comes from there; other.yaml 2:11 `compose.yaml` includes this file in turn: nothing comes from there", problems);
        Assert.Equal(2, Run.In(folder, "lint", "--fail-on", "never", "compose.yaml").Error.Split('\n').Count(line => line.Contains("in turn", StringComparison.Ordinal)));
    }

    [Fact]
    public void Included_files_have_their_own_folder_and_variables()
    {
        using var folder = new TempFolder();
        folder.Add("compose.yaml", "include:\n  - one/compose.yaml\n  - path: [two/a.yaml, two/b.yaml]\n    project_directory: three\n    env_file: two/vars\nservices:\n  web: {build: .}\n")
            .Add("one/.env", "OS=debian\nTAG=12\nFULL=\"${OS}:${TAG}\" # both\n")
            .Add("one/compose.yaml", "services:\n  one:\n    build: {context: app, args: {OS: \"${OS}\", FULL: \"${FULL}\"}}\n")
            .Add("two/vars", "TWO=2\n")
            .Add("two/a.yaml", "services: {two: {build: {context: ., target: first, args: {TWO: \"${TWO}\"}}}}\n")
            .Add("two/b.yaml", "services: {two: {build: {target: second}}, more: {build: ./more}}\n");
        foreach (var file in (string[])["Dockerfile", "one/app/Dockerfile", "three/Dockerfile", "three/more/Dockerfile"])
        {
            folder.Add(file, "FROM debian:12 AS second\n");
        }

        Assert.Equal("web Dockerfile, one one/app/Dockerfile OS=debian FULL=debian:12, two three/Dockerfile second TWO=2, more three/more/Dockerfile", Read(folder, out var problems));
        Assert.Equal("", problems);
        var run = Run.In(folder, "lint", "--fail-on", "never", "compose.yaml");
        Assert.Contains("one/compose.yaml:3: `one` gives the build argument `OS`", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_override_beside_a_file_of_the_usual_name_counts()
    {
        using var folder = new TempFolder();
        folder.Add("Dockerfile", "FROM debian:12 AS dev\n").Add("compose.yaml", "services:\n  web:\n    build: {context: ., args: {A: x, B: y}}\n")
            .Add("compose.override.yaml", "services:\n  web:\n    build: {target: dev, args: {A: z}}\n  more: {build: .}\n")
            .Add("compose.prod.yaml", "services: {web: {build: .}}\n").Add("compose.prod.override.yaml", "services: {gone: {build: .}}\n");
        Assert.Equal("web Dockerfile dev A=z B=y, more Dockerfile", Read(folder, out _));
        Assert.Equal("web Dockerfile", Read(folder, out _, "compose.prod.yaml"));
    }

    [Fact]
    public void A_Dockerfile_in_an_included_file_is_linted_where_it_stands()
    {
        using var folder = new TempFolder();
        folder.Add("compose.yaml", "include: [a/b.yaml]\n").Add("a/b.yaml", "services:\n  x:\n    build:\n      dockerfile_inline: |\n        FROM debian:latest\n");
        var finding = Assert.Single(JsonDocument.Parse(Run.In(folder, "lint", "--select", "DL3007", "--format", "json", "compose.yaml").Text).RootElement.EnumerateArray());
        Assert.Equal(("a/b.yaml", 5, 21), (finding.GetProperty("file").GetString(), finding.GetProperty("line").GetInt32(), finding.GetProperty("column").GetInt32()));
    }

    internal static string Read(TempFolder folder, out string problems, string name = "compose.yaml")
    {
        var read = BuildFileReader.Read(folder[name], File.ReadAllText(folder[name]), _ => null, new Files(folder.Path));
        problems = string.Join("; ", read.Problems.Select(p => $"{(p.File is null ? "" : Path.GetRelativePath(folder.Path, p.File) + " ")}{p.Line}:{p.Column} {p.Message}"));
        return string.Join(", ", read.Targets.Select(t => string.Join(' ', (string[])
        [
            t.Name, Path.GetRelativePath(folder.Path, t.Dockerfile), .. t.Stage is null ? (string[])[] : [t.Stage], .. t.Arguments.Select(a => $"{a.Name}={a.Value ?? "?"}"),
        ])));
    }

    private sealed class Files(string root) : IBuildFiles
    {
        public bool MayRead(string path) => path.StartsWith(root, StringComparison.Ordinal);

        public bool Exists(string path) => File.Exists(path);

        public string Read(string path) => File.ReadAllText(path);
    }
}
