using System.Text.Json;
using DockerLsp.Files;

namespace DockerLsp.Tests.Host.Cli;

/// <summary>Compose and Bake files in place of Dockerfiles.</summary>
public sealed class BuildFileTests
{
    [Fact]
    public void A_compose_file_stands_for_the_Dockerfiles_that_it_builds()
    {
        using var folder = new TempFolder();
        folder.Add("compose.yaml", """
            x-build: &build
              context: ./web
              args: {A: "1"}
            services:
              web:
                build:
                  <<: *build
                  dockerfile: ../docker/${FILE:-web}.Dockerfile
                  target: build
              api:
                build: api
              again: {build: {context: api}}
              db:
                image: postgres:16
              remote:
                build: https://github.com/x/y.git
              inline:
                build: {dockerfile_inline: "FROM x"}
            """);
        folder.Add("docker/web.Dockerfile", "FROM debian:12 AS build\nARG A\nMAINTAINER x\n").Add("api/Dockerfile", "FROM debian:12\nMAINTAINER x\n").Add("Dockerfile", "FROM debian:12\nMAINTAINER x\n");
        var run = Run.In(folder, "lint", "compose.yaml", "--select", "DL4000", "--format", "json");
        Assert.Equal((1, ""), (run.Status, run.Error));
        Assert.Equal(["docker/web.Dockerfile", "api/Dockerfile"], JsonDocument.Parse(run.Text).RootElement.EnumerateArray().Select(f => f.GetProperty("file").GetString()));
    }

    [Fact]
    public void A_stage_that_is_not_there_is_told()
    {
        using var folder = new TempFolder();
        folder.Add("docker-compose.yml", "services:\n  web:\n    build:\n      context: .\n      target: biuld\n").Add("Dockerfile", "FROM debian:12 AS build\n");
        var run = Run.In(folder, "lint", "docker-compose.yml");
        Assert.Equal((2, "dockerlsp: docker-compose.yml:5: `web` builds the stage `biuld`, which Dockerfile does not have; did you mean `build`?\n"), (run.Status, run.Error));
    }

    [Theory]
    [InlineData("services:\n  web:\n    build: ${DIR}\n", "compose.yaml:3:12: `${DIR}` is not known here: `DIR` has no value")]
    [InlineData("services:\n  web:\n    image: x\n", "compose.yaml: builds no Dockerfile of this machine")]
    [InlineData("services: {", "compose.yaml:")]
    public void What_cannot_be_understood_is_told(string text, string expected)
    {
        using var folder = new TempFolder();
        folder.Add("compose.yaml", text).Add("Dockerfile", "FROM debian:12\n");
        var run = Run.In(folder, "lint", "compose.yaml");
        Assert.Equal(2, run.Status);
        Assert.StartsWith($"dockerlsp: {expected}", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("docker-bake.hcl", """
        # what is built
        variable "DIR" {
          default = "web"
        }
        variable "TAGS" { default = join(",", ["a", "b"]) }
        group "default" { targets = ["web", "api"] }
        target "_base" {
          args = { GO = "1.23", OTHER = null }
        }
        target "web" {
          inherits = ["_base"]
          context = "${DIR}"
          target = "build"
          tags = [ "x/${DIR}:1", /* more */ "y" ]
          platforms = DIR == "web" ? ["a"] : []
        }
        target "api" {
          inherits   = ["web"]
          context    = "."
          dockerfile = "api.Dockerfile" // beside
        }
        """)]
    [InlineData("docker-bake.json", """
        {"variable": {"DIR": {"default": "web"}},
         "target": {"web": {"context": "${DIR}", "target": "build"}, "api": {"dockerfile": "api.Dockerfile", "target": "build"}}}
        """)]
    public void A_bake_file_does_too(string name, string text)
    {
        var file = BuildFileReader.Read($"/r/{name}", text, _ => null);
        Assert.Empty(file.Problems);
        Assert.Equal([("web", "/r/web/Dockerfile", "build"), ("api", "/r/api.Dockerfile", "build")], file.Targets.Select(t => (t.Name, t.Dockerfile, t.Stage ?? "")));
    }

    [Theory]
    [InlineData("target \"a\" {")]
    [InlineData("target \"a\" { context = \"")]
    [InlineData("}")]
    [InlineData("target \"a\" { x y }")]
    public void A_broken_bake_file_is_told(string text) => Assert.NotEmpty(BuildFileReader.Read("/r/docker-bake.hcl", text, _ => null).Problems);

    [Fact]
    public void No_bake_file_takes_for_ever()
    {
        foreach (var text in (string[])[new('[', 50_000), "a = " + new string('[', 50_000), "a = " + new string('{', 50_000), string.Concat(Enumerable.Repeat("a {", 50_000)), "a = \"" + new string('\\', 50_000),
            "a = \"" + string.Concat(Enumerable.Repeat("${", 50_000)), string.Concat(Enumerable.Repeat("a = \"${\n", 50_000)), string.Concat(Enumerable.Repeat("a = <<X\nX\n", 50_000)),
            "a = <<-X\n" + new string('\n', 50_000) + "X", "a = <<X", "a = <<", "a = <<X y\n", "a = <<X\n  X"])
        {
            BuildFileReader.Read("/r/docker-bake.hcl", text, _ => null);
        }

        BuildFileReader.Read("/r/docker-bake.hcl", "target \"a\" {\n inherits = [\"a\"]\n}\n", _ => null);
    }

    private const string Apt = "RUN apt-get update && apt-get install -y --no-install-recommends curl=8.*\n";

    /// <summary>What dash and BusyBox ash do not understand, and bash does.</summary>
    private const string Braces = "RUN mkdir -p /srv/{a,b}\n";

    [Theory]
    [InlineData("args: {BASE: \"debian:12\"}", "", "DLS3001:3")]
    [InlineData("args: {BASE: \"fedora:41\"}", "", "")]
    [InlineData("args:\n        - BASE=debian:12", "", "DLS3001:3")]
    [InlineData("args:\n        - BASE", "", "InvalidDefaultArgInFrom:2")]
    [InlineData("args: {BASE: \"debian:${TAG}\"}", "TAG=\n", "InvalidDefaultArgInFrom:2 DLS3001:3")]
    [InlineData("args: {BASE: \"${OS-debian}:${TAG:-12}\"}", "", "DLS3001:3")]
    [InlineData("args: {BASE: \"${OS}:12\"}", "export OS='debian' # here\n", "DLS3001:3")]
    [InlineData("args: {BASE: \"${OS:?which one}:12\"}", "# OS=fedora\nOS=\"debian\"\n", "DLS3001:3")]
    [InlineData("args: {BASE: \"${NOBODY_KNOWS}\"}", "", "")]
    [InlineData("args: {OTHER: x}", "", "InvalidDefaultArgInFrom:2")]
    public void The_arguments_of_a_compose_file_are_put_in(string args, string variables, string expected)
    {
        using var folder = new TempFolder();
        folder.Add("compose.yaml", $"services:\n  web:\n    build:\n      context: .\n      {args}\n").Add(".env", variables).Add("Dockerfile", $"ARG BASE\nFROM ${{BASE}}\n{Braces}");
        Assert.Equal(expected, FindingsOf(folder, "compose.yaml", "DLS3001,InvalidDefaultArgInFrom"));
    }

    [Fact]
    public void Variables_are_those_of_the_environment_first()
    {
        using var folder = new TempFolder();
        folder.Add("compose.yaml", "services:\n  web:\n    build: {context: ., args: {BASE: \"$OS:1\", OTHER: }}\n").Add(".env", "OS=fedora\n")
            .Add("Dockerfile", $"ARG BASE\nFROM ${{BASE}}\n{Braces}");
        Assert.Equal(1, Run.With(folder, new Dictionary<string, string> { ["OS"] = "debian" }, "lint", "compose.yaml", "--select", "DLS3001").Status);
        Assert.Equal(0, Run.In(folder, "lint", "compose.yaml", "--select", "DLS3001").Status);
    }

    [Fact]
    public void A_value_that_may_be_a_secret_is_in_no_report()
    {
        using var folder = new TempFolder();
        folder.Add("compose.yaml", "services:\n  web:\n    build: {context: ., args: {BASE_TOKEN: \"Hush\", TAG: \"A B\"}}\n")
            .Add("Dockerfile", "ARG BASE_TOKEN\nARG TAG\nFROM ${BASE_TOKEN}/a\nFROM a:${TAG}\n");
        var run = Run.In(folder, "lint", "compose.yaml", "--select", "InvalidDefaultArgInFrom");
        Assert.DoesNotContain("Hush", run.Text, StringComparison.Ordinal);
        Assert.Contains("Becomes `a:A B` with the build arguments that are given, which is no image name", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_holds_for_one_of_several_builds_is_shown_once()
    {
        using var folder = new TempFolder();
        folder.Add("compose.yaml", """
            services:
              a: {build: {context: ., args: {BASE: "fedora:41"}}}
              b: {build: {context: ., args: {BASE: "debian:12"}}}
              c: {build: {context: ., args: {BASE: "ubuntu:24.04"}}}
            """).Add("Dockerfile", $"ARG BASE=fedora:41\nFROM ${{BASE}}\n{Braces}");
        Assert.Equal("DLS3001:3", FindingsOf(folder, "compose.yaml", "DLS3001"));
        // Which fix is right depends on the arguments: none is.
        Assert.Equal(1, Run.In(folder, "fix", "--unsafe", "compose.yaml", "--select", "DLS3001").Status);
        Assert.Equal($"ARG BASE=fedora:41\nFROM ${{BASE}}\n{Braces}", File.ReadAllText(folder["Dockerfile"]));
    }

    [Fact]
    public void A_fix_that_all_builds_agree_on_is_made()
    {
        using var folder = new TempFolder();
        folder.Add("compose.yaml", """
            services:
              a: {build: {context: ., args: {TAG: "11"}, target: dev}}
              b: {build: {context: ., args: {TAG: "12"}}}
            """).Add("Dockerfile", $"ARG TAG=12\nFROM debian:${{TAG}} AS dev\n{Apt}FROM dev\nUSER app\n");
        Run.In(folder, "fix", "compose.yaml", "--select", "DL3009");
        Assert.Contains("rm -rf /var/lib/apt/lists/*", File.ReadAllText(folder["Dockerfile"]), StringComparison.Ordinal);
    }

    [Fact]
    public void What_one_build_needs_is_not_unnecessary()
    {
        using var folder = new TempFolder();
        folder.Add("compose.yaml", """
            services:
              a: {build: {context: ., args: {BASE: "fedora:41"}}}
              b: {build: {context: ., args: {BASE: "debian:12"}}}
            """).Add("Dockerfile", $"ARG BASE=fedora:41\nFROM ${{BASE}}\n# hadolint ignore=DLS3001\n{Braces}");
        Assert.Equal("", FindingsOf(folder, "compose.yaml", "DLS3001,DLS5101"));
        Assert.Equal("DLS5101:3", FindingsOf(folder, "Dockerfile", "DLS3001,DLS5101"));
    }

    [Theory]
    [InlineData("{context: .}", "DLS1007:4")]
    [InlineData("{context: ., target: DEV}", "DLS1007:2")]
    [InlineData("{context: ., target: \"0\"}", "DLS1007:2")]
    public void The_target_takes_the_place_of_the_last_stage(string build, string expected)
    {
        using var folder = new TempFolder();
        folder.Add("compose.yaml", $"services:\n  web:\n    build: {build}\n")
            .Add("Dockerfile", "FROM composer:2 AS dev\nRUN composer install\nFROM composer:2\nRUN composer install\n");
        Assert.Equal(expected, FindingsOf(folder, "compose.yaml", "DLS1007"));
    }

    [Fact]
    public void Additional_contexts_are_names_that_a_Dockerfile_may_use()
    {
        using var folder = new TempFolder();
        const string Dockerfile = $"FROM base\nCOPY --from=assets a /a\nCOPY --from=other a /a\nFROM tool:latest\n{Braces}";
        folder.Add("compose.yaml", """
            services:
              web:
                build:
                  context: .
                  additional_contexts:
                    base: docker-image://debian:12
                    assets: ./assets
                    tool: docker-image://debian:12
              api:
                build:
                  context: api
                  additional_contexts:
                    - base=../base
                    - assets=service:web
                    - tool=https://example.org/tool.git
            """).Add("Dockerfile", Dockerfile).Add("api/Dockerfile", Dockerfile);
        Assert.Equal("DL3022:3 DLS3001:5 DL3022:3", FindingsOf(folder, "compose.yaml", "DL3006,DL3007,DLS3001,DL3022,DL3026"));
        Assert.Equal("DL3006:1 DL3022:2 DL3022:3 DL3007:4", FindingsOf(folder, "Dockerfile", "DL3006,DL3007,DL3022"));
    }

    [Fact]
    public void An_argument_that_nothing_takes_is_told_and_stops_nothing()
    {
        using var folder = new TempFolder();
        folder.Add("compose.yaml", """
            services:
              web:
                build:
                  context: .
                  args:
                    VERSOIN: "1"
                    OTHER: x
                    HTTP_PROXY: x
                    BUILDKIT_INLINE_CACHE: "1"
                    TARGETARCH: arm64
            """).Add("Dockerfile", "FROM debian:12\nARG VERSION\n");
        var run = Run.In(folder, "lint", "compose.yaml");
        Assert.Equal(
            "dockerlsp: compose.yaml:6: `web` gives the build argument `VERSOIN`, which no ARG of Dockerfile takes; did you mean `VERSION`?\n"
                + "dockerlsp: compose.yaml:7: `web` gives the build argument `OTHER`, which no ARG of Dockerfile takes\n",
            run.Error);
        Assert.Equal(0, run.Status);
    }

    [Fact]
    public void A_Dockerfile_within_a_compose_file_is_linted_where_it_stands()
    {
        using var folder = new TempFolder();
        folder.Add("compose.yaml", """
            services:
              web:
                build:
                  args: {BASE: "debian:12"}
                  dockerfile_inline: |
                    ARG BASE
                    FROM $$BASE
                    MAINTAINER x
              api:
                build:
                  dockerfile_inline: "FROM debian:12\nMAINTAINER x\n"
            """);
        var run = Run.In(folder, "lint", "compose.yaml", "--select", "DL4000,InvalidDefaultArgInFrom,UndefinedArgInFrom", "--format", "json");
        Assert.Equal((1, ""), (run.Status, run.Error));
        Assert.Equal(
            ["compose.yaml:8:9", "compose.yaml:11:26"],
            JsonDocument.Parse(run.Text).RootElement.EnumerateArray().Select(f => $"{f.GetProperty("file")}:{f.GetProperty("line")}:{f.GetProperty("column")}"));
        var before = File.ReadAllText(folder["compose.yaml"]);
        Run.In(folder, "fix", "--unsafe", "compose.yaml");
        Assert.Equal(before, File.ReadAllText(folder["compose.yaml"]));
    }

    [Fact]
    public void Builds_and_variables_that_are_made_of_each_other_come_to_an_end()
    {
        var services = string.Concat(Enumerable.Range(0, 5_000).Select(i => $"  s{i}: {{extends: s{i + 1}}}\n"));
        Assert.Empty(BuildFileReader.Read("/r/compose.yaml", $"services:\n{services}", _ => null).Targets);
        var targets = string.Concat(Enumerable.Range(0, 5_000).Select(i => $"target \"t{i}\" {{\n inherits = [\"t{i + 1}\", \"t{i + 1}\"]\n}}\n"));
        Assert.Equal(5_000, BuildFileReader.Read("/r/docker-bake.hcl", targets, _ => null).Targets.Length);
        var variables = string.Concat(Enumerable.Range(0, 30).Select(i => $"variable \"V{i}\" {{\n default = \"{string.Concat(Enumerable.Repeat($"x${{V{i + 1}}}", 50))}\"\n}}\n"));
        var file = BuildFileReader.Read("/r/docker-bake.hcl", variables + "variable \"V30\" {\n default = \"y\"\n}\ntarget \"a\" {\n args = { A = V0, B = V29 }\n}\n", _ => null);
        Assert.Equal(["?", string.Concat(Enumerable.Repeat("xy", 50))], Assert.Single(file.Targets).Arguments.Select(a => a.Value ?? "?"));
        Assert.Null(Assert.Single(BuildFileReader.Read("/r/docker-bake.hcl", "variable \"V\" {\n default = \"${V}\"\n}\ntarget \"a\" {\n args = { A = V }\n}\n", _ => null).Targets).Arguments[0].Value);
    }

    [Theory]
    [InlineData("args: {A: \"${\"}")]
    [InlineData("args: {A: \"${A:-${B:-${C\"}")]
    [InlineData("args: 12")]
    [InlineData("args: [{a: b}, 1, =x]")]
    [InlineData("args: {A: {b: c}}")]
    [InlineData("additional_contexts: [a, =b, \"c=docker-image://\"]")]
    [InlineData("target: [a]")]
    [InlineData("dockerfile_inline: {a: b}")]
    [InlineData("dockerfile_inline: \"\"")]
    [InlineData("dockerfile_inline: >-\n        FROM debian:12\n\n        RUN make")]
    [InlineData("dockerfile_inline: |2\n         FROM debian:12")]
    [InlineData("dockerfile_inline: |\n        # a=b")]
    public void What_makes_no_sense_there_breaks_nothing(string build)
    {
        using var folder = new TempFolder();
        folder.Add("compose.yaml", $"services:\n  web:\n    build:\n      context: .\n      {build}\n").Add("Dockerfile", "ARG A\nFROM debian:12\nARG A\n");
        Assert.DoesNotContain("cannot be analysed", Run.In(folder, "lint", "compose.yaml").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Messages_name_the_lines_of_the_file_that_holds_the_text()
    {
        using var folder = new TempFolder();
        folder.Add("compose.yaml", """
            services:
              web:
                build:
                  dockerfile_inline: |
                    # syntax=docker/dockerfile:1
                    # escape=x

                    FROM debian:12
                    RUN apt-get update
                    RUN apt-get install -y curl
            """);
        var run = Run.In(folder, "lint", "compose.yaml", "--select", "DLS1002,DLS3000", "--format", "json");
        JsonElement[] findings = [.. JsonDocument.Parse(run.Text).RootElement.EnumerateArray()];
        Assert.Equal(["6:18", "10:13"], findings.Select(f => $"{f.GetProperty("line")}:{f.GetProperty("column")}"));
        Assert.StartsWith("Reads the package index of line 9,", findings[1].GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_builds_as_the_one_that_it_extends()
    {
        using var folder = new TempFolder();
        folder.Add("compose.yaml", """
            services:
              base:
                image: x
                extends: loop
              loop:
                extends: {service: base}
                build: {context: ., args: {BASE: "debian:12", A: x}}
              web:
                extends: loop
                build: {args: {A: "y"}}
            """).Add("Dockerfile", $"ARG BASE=fedora:41\nARG A\nFROM ${{BASE}}\n{Braces}");
        Assert.Equal("DLS3001:4", FindingsOf(folder, "compose.yaml", "DLS3001"));
        var read = BuildFileReader.Read(folder["compose.yaml"], File.ReadAllText(folder["compose.yaml"]), _ => null);
        Assert.Equal(["base A=x BASE=debian:12", "loop A=x BASE=debian:12", "web A=y BASE=debian:12"], read.Targets.Select(Describe));
    }

    [Theory]
    [InlineData("docker-bake.hcl", """
        variable "GO" { default = "1.${MINOR}" }
        variable "MINOR" { default = 23 }
        variable "SUFFIX" { default = GO == "1.23" ? "-x" : "" }
        target "_base" {
          args = { GO = GO, GONE = "x", KEPT = "$${y}" }
          contexts = { base = "docker-image://debian:12" }
        }
        target "web" {
          inherits = ["_base"]
          args = { GONE = null, MORE = "a${SUFFIX}", "CALL" = upper("x") }
        }
        """, "web CALL=X GO=1.23 KEPT=${y} MORE=a-x")]
    [InlineData("docker-bake.json", """
        {"variable": {"GO": {"default": "1.23"}},
         "target": {"web": {"args": {"GO": "${GO}", "GONE": null}, "contexts": {"base": "docker-image://debian:12"}}}}
        """, "web GO=1.23")]
    [InlineData("docker-bake.hcl", """
        target "web" {
          name = "web-${item.name}-${os}"
          matrix = {
            os = ["alpine"]
            item = [{ name = "a", go = "1" }, { name = "b", go = "2" }]
          }
          contexts = { base = "docker-image://debian:12" }
          args = { GO = item.go, OS = os }
        }
        """, "web-a-alpine GO=1 OS=alpine, web-b-alpine GO=2 OS=alpine")]
    public void Bake_gives_arguments_and_contexts(string name, string text, string expected)
    {
        var file = BuildFileReader.Read($"/r/{name}", text, _ => null);
        Assert.Empty(file.Problems);
        Assert.Equal(expected, string.Join(", ", file.Targets.Select(Describe)));
        Assert.All(file.Targets, target => Assert.Equal(KeyValuePair.Create<string, string?>("base", "debian:12"), Assert.Single(target.Contexts)));
    }

    [Fact]
    public void A_Dockerfile_within_a_bake_file_is_linted_where_it_stands()
    {
        using var folder = new TempFolder();
        folder.Add("docker-bake.hcl", """
            target "web" {
              dockerfile-inline = <<-EOT
                FROM debian:12
                MAINTAINER x
              EOT
              args = {}
            }
            target "api" {
              dockerfile-inline = <<EOT
            FROM debian:12
            MAINTAINER x
            EOT
            }
            """);
        Assert.Equal("DL4000:4 DL4000:11", FindingsOf(folder, "docker-bake.hcl", "DL4000"));
    }

    [Fact]
    public void Of_very_many_builds_the_last_are_looked_at_together()
    {
        using var folder = new TempFolder();
        var services = string.Concat(Enumerable.Range(0, 40).Select(i => $"  s{i}: {{build: {{context: ., args: {{NAME: \"{i}\", BASE: \"{(i < 20 ? "fedora:41" : "debian:12")}\"}}}}}}\n"));
        folder.Add("compose.yaml", $"services:\n{services}").Add("Dockerfile", $"ARG BASE=fedora:41\nARG NAME\nFROM ${{BASE}}\n{Braces}");
        Assert.Equal("DLS3001:4", FindingsOf(folder, "compose.yaml", "DLS3001"));
    }

    [Fact]
    public void Builds_of_several_files_and_the_Dockerfile_itself_are_joined()
    {
        using var folder = new TempFolder();
        folder.Add("compose.yaml", "services: {a: {build: {context: ., args: {BASE: \"fedora:41\"}}}}\n")
            .Add("compose.prod.yaml", "services: {a: {build: {context: ., args: {BASE: \"debian:12\"}}}}\n")
            .Add("Dockerfile", $"ARG BASE\nFROM ${{BASE}}\n{Braces}");
        Assert.Equal("DLS3001:3", FindingsOf(folder, "compose.yaml", "DLS3001,InvalidDefaultArgInFrom", "compose.prod.yaml"));
        Assert.Equal("InvalidDefaultArgInFrom:2", FindingsOf(folder, "compose.yaml", "InvalidDefaultArgInFrom", "Dockerfile"));
    }

    [Fact]
    public void The_layers_are_those_of_the_only_build()
    {
        using var folder = new TempFolder();
        folder.Add("compose.yaml", "services: {a: {build: {context: src, dockerfile: ../Dockerfile, target: one, args: {DIR: app}}}}\n")
            .Add("compose.two.yaml", "services: {a: {build: .}, b: {build: {context: ., target: one}}}\n")
            .Add("Dockerfile", "FROM debian:12 AS one\nARG DIR=x\nCOPY ${DIR}/a /a\nFROM debian:12\nRUN b\n").Add("src/app/a", "a")
            .Add("Same.Dockerfile", "FROM debian:12 AS one\nARG DIR=app\nCOPY ${DIR}/a /a\nFROM debian:12\nRUN b\n");
        var run = Run.In(folder, "layers", "compose.yaml", "--format", "json", "--changed", "src/app/a");
        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.NotEqual(Run.In(folder, "layers", "Dockerfile", "--context", "src", "--format", "json", "--changed", "src/app/a").Text, run.Text);
        Assert.Equal(
            Run.In(folder, "layers", "Same.Dockerfile", "--context", "src", "--target", "one", "--format", "json", "--changed", "src/app/a").Text.Replace("Same.Dockerfile", "Dockerfile", StringComparison.Ordinal),
            run.Text.Replace("DIR=x", "DIR=app", StringComparison.Ordinal));
        var several = Run.In(folder, "layers", "compose.two.yaml");
        Assert.Equal((2, "dockerlsp: compose.two.yaml: describes several builds (`a`, `b`); name one of their Dockerfiles, with --context and --target\n"), (several.Status, several.Error));
    }

    private static string Describe(BuildTarget target) =>
        $"{target.Name} {string.Join(' ', target.Arguments.OrderBy(a => a.Name, StringComparer.Ordinal).Select(a => $"{a.Name}={a.Value ?? "?"}"))}";

    private static string FindingsOf(TempFolder folder, string file, string rules, params string[] more)
    {
        var run = Run.In(folder, ["lint", file, .. more, "--select", rules, "--format", "json", "--fail-on", "never"]);
        Assert.Equal(0, run.Status);
        return string.Join(' ', JsonDocument.Parse(run.Text).RootElement.EnumerateArray().Select(f => $"{f.GetProperty("rule")}:{f.GetProperty("line")}"));
    }
}
