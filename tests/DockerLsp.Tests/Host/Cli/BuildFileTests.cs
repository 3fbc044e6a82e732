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
        folder.Add("docker/web.Dockerfile", "FROM debian:12 AS build\nMAINTAINER x\n").Add("api/Dockerfile", "FROM debian:12\nMAINTAINER x\n").Add("Dockerfile", "FROM debian:12\nMAINTAINER x\n");
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
        foreach (var text in (string[])[new('[', 50_000), "a = " + new string('[', 50_000), "a = " + new string('{', 50_000), string.Concat(Enumerable.Repeat("a {", 50_000)), "a = \"" + new string('\\', 50_000)])
        {
            BuildFileReader.Read("/r/docker-bake.hcl", text, _ => null);
        }

        BuildFileReader.Read("/r/docker-bake.hcl", "target \"a\" {\n inherits = [\"a\"]\n}\n", _ => null);
    }
}
