using DockerLsp.Programs;

namespace DockerLsp.Tests.Host.Programs;

public sealed class ProgramSearchTests
{
    [Fact]
    public void The_first_folder_that_has_it_wins()
    {
        using var folder = new TempFolder();
        AddProgram(folder, "b/tool");
        AddProgram(folder, "c/tool");
        Assert.Equal(folder["b/tool"], Find(folder, "a", "b", "c"));
    }

    [Fact]
    public void What_cannot_be_executed_is_passed_over()
    {
        using var folder = new TempFolder();
        folder.Add("a/tool");
        AddProgram(folder, "b/tool");
        Assert.Equal(folder["b/tool"], Find(folder, "a", "b"));
    }

    [Fact]
    public void What_lies_in_the_workspace_is_not_run_nor_what_a_link_leads_to_there()
    {
        using var folder = new TempFolder();
        AddProgram(folder, "work/bin/tool");
        folder.Add("links/keep");
        File.CreateSymbolicLink(folder["links/tool"], folder["work/bin/tool"]);
        var path = string.Join(Path.PathSeparator, folder["work/bin"], folder["links"]);
        Assert.Null(ProgramSearch.Find("tool", path, [folder["work"]]));
        Assert.Equal(folder["work/bin/tool"], ProgramSearch.Find("tool", path, [folder["wor"]]));
    }

    [Fact]
    public void Relative_entries_are_not_searched() => Assert.Null(ProgramSearch.Find("sh", string.Join(Path.PathSeparator, ".", "bin", "../../../../../../../../bin"), []));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/nowhere\0x")]
    public void No_path_finds_nothing(string? path) => Assert.Null(ProgramSearch.Find("sh", path, []));

    [Fact]
    public void The_workspace_is_the_repository_around_a_folder()
    {
        using var folder = new TempFolder();
        folder.Add("repo/.git/HEAD", "").Add("repo/a/b/f", "").Add("other/f", "");
        Assert.Equal(folder["repo"], ProgramSearch.WorkspaceOf(folder["repo/a/b"]));
        Assert.Equal(folder["other"], ProgramSearch.WorkspaceOf(folder["other"]));
    }

    private static string? Find(TempFolder folder, params string[] entries) =>
        ProgramSearch.Find("tool", string.Join(Path.PathSeparator, entries.Select(e => folder[e])), []);

    private static void AddProgram(TempFolder folder, string name) => FakeProgram.Add(folder, name, "");
}
