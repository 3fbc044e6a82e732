using DockerLsp.Files;

namespace DockerLsp.Tests.Host.Cli;

/// <summary>Expressions of Bake files (Bake: variables, functions, expressions, matrix, inheritance, overrides).</summary>
public class BakeExpressionTests
{
    [Theory]
    [InlineData("\"a\"", "a")]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("(1 + 2) * 3 - 10 / 5 % 2", "9")]
    [InlineData("-1", "-1")]
    [InlineData("!true", "false")]
    [InlineData("1 < 2 && 2 >= 2 || X", "true")]
    [InlineData("false && X", "false")]
    [InlineData("true ? \"yes\" : X", "yes")]
    [InlineData("GO == \"1.23\" ? \"new\" : \"old\"", "new")]
    [InlineData("GO != \"1.23\" ? \"x\" : false ? \"y\" : \"z\"", "z")]
    [InlineData("\"${upper(\"a${lower(\"B\")}\")}-$${KEPT}\"", "AB-${KEPT}")]
    [InlineData("join(\",\", [\"a\", \"b\"])", "a,b")]
    [InlineData("join(\"\", concat([\"a\"], [\"b\", \"c\"]...))", null)]
    [InlineData("join(\"\", [[\"a\"], [\"b\"]]...)", "ab")]
    [InlineData("replace(\"1.2.3\", \".\", \"-\")", "1-2-3")]
    [InlineData("split(\".\", \"1.2.3\")[1]", "2")]
    [InlineData("{a = 1, b: \"x\"}.b", "x")]
    [InlineData("{\"a\" = {c = [1, 2]}}[\"a\"].c[1]", "2")]
    [InlineData("join(\" \", [for x in [\"a\", \"b\"] : upper(x) if x != \"a\"])", "B")]
    [InlineData("join(\" \", values({for k, v in {a = \"x\", b = \"y\"} : \"${k}2\" => \"${v}2\"}))", "x2 y2")]
    [InlineData("join(\" \", [for i, x in [\"a\", \"b\"] : \"${i}${x}\"])", "0a 1b")]
    [InlineData("join(\"-\", [{n = \"a\"}, {n = \"b\"}][*].n)", "a-b")]
    [InlineData("format(\"%s-%d%%\", \"a\", 3)", "a-3%")]
    [InlineData("substr(\"hello\", 1, 3)", "ell")]
    [InlineData("trimprefix(\"v1.2\", \"v\")", "1.2")]
    [InlineData("lookup({a = \"x\"}, \"b\", \"none\")", "none")]
    [InlineData("merge({a = \"x\"}, {a = \"y\"}).a", "y")]
    [InlineData("contains([\"a\"], \"a\") && length([1, 2]) == 2", "true")]
    [InlineData("coalesce(null, \"x\")", "x")]
    [InlineData("double(\"a\", \"b\")", "aab")]
    [InlineData("NUMBER + 1", "3")]
    [InlineData("FLAG ? \"on\" : \"off\"", "on")]
    [InlineData("LIST[1]", "b")]
    [InlineData("target.base.args.B", "from base")]
    [InlineData("timestamp()", null)]
    [InlineData("nothing(1)", null)]
    [InlineData("X", null)]
    [InlineData("1 / 0", null)]
    [InlineData("10 / 4", null)]
    [InlineData("element([\"a\"], -1)", null)]
    [InlineData("absolute(-9223372036854775807 - 1) / -1", null)]
    [InlineData("1.20 == \"1.20\" ? 1.20 : 0", "1.20")]
    [InlineData("1 +", null)]
    [InlineData("[for x in LIST]", null)]
    [InlineData("recursive(\"a\")", null)]
    [InlineData("range(100000000)[0]", null)]
    public void Expressions_have_the_values_that_Bake_gives_them(string expression, string? expected)
    {
        var text = $$"""
            variable "GO" { default = "1.${MINOR}" }
            variable "MINOR" { default = 23 }
            variable "NUMBER" { default = 1 }
            variable "FLAG" { default = false }
            LIST = [
              "a",
              "b", # the last
            ]
            function "double" {
              params = [first]
              variadic_params = rest
              result = "${first}${first}${join("", rest)}"
            }
            function "recursive" { params = [x] result = recursive(x) }
            target "base" { args = { B = "from base" } }
            target "web" {
              args = { A = {{expression}} }
            }
            """.Replace("params = [x] result", "params = [x]\n result", StringComparison.Ordinal);
        var environment = new Dictionary<string, string> { ["NUMBER"] = "2", ["FLAG"] = "true" };
        var file = BuildFileReader.Read("/r/docker-bake.hcl", text, environment.GetValueOrDefault);
        Assert.Empty(file.Problems);
        Assert.Equal(expected, Assert.Single(file.Targets.Single(t => t.Name == "web").Arguments).Value);
    }

    [Theory]
    [InlineData("args = merge(COMMON, {B = \"2\"})", "web A=1 B=2")]
    [InlineData("args = {A = null, B = true ? null : \"x\"}", "web")]
    [InlineData("inherits = FLAG ? [\"_a\"] : [\"_b\"]", "web C=b")]
    [InlineData("inherits = [\"_a\", \"_b\"]\n args = {D = \"d\"}", "web D=d C=b")]
    [InlineData("inherits = [\"_${x}\"]\n name = \"web-${x}\"\n matrix = {x = [\"a\", \"b\"]}", "web-a C=a, web-b C=b")]
    [InlineData("name = \"web-${x}\"\n matrix = {x = LIST}\n args = x == \"a\" ? {A = \"only\"} : {}", "web-a A=only, web-b")]
    [InlineData("name = x.n\n matrix = {x = [for n in LIST : {n = n, v = upper(n)}]}\n args = {A = x.v}", "a A=A, b A=B")]
    public void Whole_attributes_may_be_expressions(string attributes, string expected)
    {
        var text = $"COMMON = {{A = \"1\"}}\nLIST = [\"a\", \"b\"]\nvariable \"FLAG\" {{\n default = false\n}}\ntarget \"_a\" {{\n args = {{C = \"a\"}}\n}}\ntarget \"_b\" {{\n args = {{C = \"b\"}}\n}}\ntarget \"web\" {{\n {attributes}\n}}\n";
        var file = BuildFileReader.Read("/r/docker-bake.hcl", text, _ => null);
        Assert.Empty(file.Problems);
        Assert.Equal(expected, string.Join(", ", file.Targets.Select(t => string.Join(' ', (string[])[t.Name, .. t.Arguments.Select(a => $"{a.Name}={a.Value ?? "?"}")]))));
    }

    [Fact]
    public void Cycles_and_what_is_not_there_are_told()
    {
        var file = BuildFileReader.Read("/r/docker-bake.hcl", "target \"a\" {\n inherits = [\"b\"]\n}\ntarget \"b\" {\n inherits = [\"a\", \"bas\"]\n}\ntarget \"_base\" {\n}\ntarget \"c\" {\n name = x\n matrix = {\n  x = NOWHERE\n }\n}\n", _ => null);
        Assert.Equal(
            ["`b` inherits from `a`, which inherits from it in turn: nothing comes from there", "`b` inherits from `bas`, which is not there", "`x` is not known here: `NOWHERE` has no value"],
            file.Problems.Select(p => p.Message));
        Assert.Equal(["a", "b"], file.Targets.Select(t => t.Name));
    }

    [Theory]
    [InlineData("docker-bake.override.hcl", "variable \"V\" {\n default = \"2\"\n}\ntarget \"web\" {\n target = \"dev\"\n args = {B = \"b\"}\n}\ntarget \"more\" {}\n")]
    [InlineData("docker-bake.override.json", """{"variable": {"V": {"default": "2"}}, "target": {"web": {"target": "dev", "args": {"B": "b"}}, "more": {}}}""")]
    public void The_override_beside_a_file_of_the_usual_name_counts(string name, string text)
    {
        using var folder = new TempFolder();
        folder.Add("docker-bake.hcl", "variable \"V\" {\n default = \"1\"\n}\ntarget \"web\" {\n args = {A = V}\n}\n").Add(name, text).Add("Dockerfile", "ARG A\nARG B\nFROM debian:12 AS dev\n");
        Assert.Equal("web Dockerfile dev A=2 B=b, more Dockerfile", ComposeFilesTests.Read(folder, out var problems, "docker-bake.hcl"));
        Assert.Equal("", problems);
        File.Copy(folder["docker-bake.hcl"], folder["other.hcl"]);
        Assert.Equal("web Dockerfile A=1", ComposeFilesTests.Read(folder, out _, "other.hcl"));
        Assert.Equal(0, Run.In(folder, "lint", "--fail-on", "never", "docker-bake.hcl").Status);
    }

    [Fact]
    public void No_expression_takes_for_ever()
    {
        foreach (var expression in (string[])[new string('(', 20_000), new string('!', 20_000), string.Concat(Enumerable.Repeat("[", 20_000)), string.Concat(Enumerable.Repeat("true ? 1 : ", 20_000)) + "1",
            string.Concat(Enumerable.Repeat("1 + ", 20_000)) + "1", "\"" + string.Concat(Enumerable.Repeat("${\"", 5_000)), "[for a in range(999) : [for b in range(999) : [for c in range(999) : c]]]", "{" + string.Concat(Enumerable.Repeat("a = {", 20_000))])
        {
            BuildFileReader.Read("/r/docker-bake.hcl", $"target \"a\" {{\n args = {{ A = {expression} }}\n}}\n", _ => null);
        }
    }
}
