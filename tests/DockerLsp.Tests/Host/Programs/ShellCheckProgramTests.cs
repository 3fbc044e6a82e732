using System.Collections.Immutable;
using DockerLsp.Engine.ScriptChecks;
using DockerLsp.Programs;

namespace DockerLsp.Tests.Host.Programs;

public sealed class ShellCheckProgramTests : IDisposable
{
    private static readonly ScriptToCheck Script = new("echo $X\n", ScriptLanguage.Dash, true);

    private readonly TempFolder folder = new();
    private readonly List<string> log = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task It_gets_its_script_on_standard_input_and_no_configuration()
    {
        await CheckAsync($"cat > '{folder["input"]}'; echo \"$@\" > '{folder["arguments"]}'; echo '{{\"comments\":[]}}'");
        Assert.Equal("echo $X\n", await File.ReadAllTextAsync(folder["input"]));
        Assert.Equal(
            "--norc --format=json1 --color=never --shell=dash --exclude=SC1090,SC1091,SC1128,SC2187 -\n",
            await File.ReadAllTextAsync(folder["arguments"]));
        Assert.Empty(log);
    }

    [Fact]
    public async Task Its_answer_is_read()
    {
        var remarks = await CheckAsync("""
            cat > /dev/null
            echo '{"comments":[{"file":"-","line":1,"endLine":1,"column":6,"endColumn":8,"level":"info","code":2086,"message":"Quote.","fix":{"replacements":[{"line":1,"endLine":1,"column":6,"endColumn":6,"insertionPoint":"afterEnd","precedence":7,"replacement":"\""}]}},{"file":"-","line":2,"endLine":2,"column":1,"endColumn":1,"level":"error","code":1000,"message":"","fix":null}]}'
            exit 1
            """);
        Assert.NotNull(remarks);
        Assert.Equal(new ScriptRange(1, 6, 1, 8), remarks.Value[0].Range);
        Assert.Equal(new ScriptReplacement(new ScriptRange(1, 6, 1, 6), "\"", 7, true), Assert.Single(remarks.Value[0].Replacements));
        Assert.Empty(remarks.Value[1].Replacements);
    }

    [Theory]
    [InlineData("exit 2")]
    [InlineData("exit 4")]
    [InlineData("cat >/dev/null; echo no json")]
    [InlineData("kill -9 $$")]
    public async Task A_failure_is_told_once_and_gives_nothing(string script)
    {
        var program = new ShellCheckProgram(FakeProgram.Add(folder, "shellcheck", script), log.Add);
        Assert.Null(await program.CheckAsync(Script));
        Assert.Null(await program.CheckAsync(Script with { Text = "echo $Y\n" }));
        Assert.Contains("does not work here", Assert.Single(log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_started_is_told_once()
    {
        var program = new ShellCheckProgram(folder.Add("shellcheck", "")["shellcheck"], log.Add);
        Assert.Null(await program.CheckAsync(Script));
        Assert.Null(await program.CheckAsync(Script));
        Assert.Single(log);
    }

    [Fact]
    public async Task Ash_is_read_as_dash_where_it_is_not_known()
    {
        var remarks = await CheckAsync("case $* in *=busybox*) echo 'Unknown shell' >&2; exit 4;; *=dash*) cat >/dev/null; echo '{\"comments\":[]}';; esac", Script with { Language = ScriptLanguage.BusyBox });
        Assert.Equal(ImmutableArray<ScriptRemark>.Empty, remarks);
        Assert.Empty(log);
    }

    [Fact]
    public async Task Several_may_find_that_out_at_once()
    {
        var shellCheck = new ShellCheckProgram(
            FakeProgram.Add(folder, "shellcheck", "case $* in *=busybox*) exit 4;; *=dash*) cat >/dev/null; echo '{\"comments\":[]}';; esac"), log.Add);
        var script = Script with { Language = ScriptLanguage.BusyBox };
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => shellCheck.CheckAsync(script with { Text = $"echo {i}\n" })));
        Assert.All(results, r => Assert.Equal(ImmutableArray<ScriptRemark>.Empty, r));
        Assert.Empty(log);
    }

    [Fact]
    public async Task It_is_not_started_while_somebody_types()
    {
        var pause = new TaskCompletionSource();
        var program = new ShellCheckProgram(
            FakeProgram.Add(folder, "shellcheck", $"cat > /dev/null; test -e '{folder["typed"]}' && echo '{{\"comments\":[]}}'"), log.Add, WhenFreeAsync);
        var check = program.CheckAsync(Script);
        Assert.False(check.IsCompleted);
        pause.SetResult();
        Assert.Equal(ImmutableArray<ScriptRemark>.Empty, await check);

        async Task WhenFreeAsync()
        {
            await pause.Task;
            folder.Add("typed", "");
        }
    }

    /// <summary>Against the program itself, where it is installed.</summary>
    [Fact]
    public async Task The_program_itself_gives_places_and_repairs()
    {
        if (ShellCheckProgram.Find(Environment.GetEnvironmentVariable("PATH"), [], log.Add) is not { } program)
        {
            return;
        }

        var remarks = await program.CheckAsync(new ScriptToCheck("export A=1\necho é😀 $X $A\n", ScriptLanguage.BusyBox, false));
        Assert.NotNull(remarks);
        var remark = Assert.Single(remarks.Value);
        Assert.Equal((2086, new ScriptRange(2, 9, 2, 11)), (remark.Code, remark.Range));
        Assert.Equal(["\"", "\""], remark.Replacements.Select(r => r.Text));
        Assert.Empty(log);
    }

    private async Task<ImmutableArray<ScriptRemark>?> CheckAsync(string program, ScriptToCheck? script = null)
    {
        var shellCheck = new ShellCheckProgram(FakeProgram.Add(folder, "shellcheck", program), log.Add);
        return await shellCheck.CheckAsync(script ?? Script);
    }
}
