using System.Text.RegularExpressions;

namespace DockerLsp.Tests.Repository;

/// <summary>Holds the engine's sources to the table of folders in ARCHITECTURE.md.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly string Engine = Path.Combine(RepositoryRoot.Path, "server", "DockerLsp.Engine");

    [Fact]
    public void Folders_name_only_what_their_row_lists()
    {
        var allowed = ReadTable();
        var violations = new List<string>();
        foreach (var file in RepositoryRoot.Files(".cs").Where(f => f.StartsWith(Engine + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
        {
            var folder = Path.GetRelativePath(Engine, file).Split(Path.DirectorySeparatorChar)[0];
            if (!allowed.TryGetValue(folder, out var names))
            {
                // The façade at the top of the engine names everything.
                continue;
            }

            // Full names count as well: a reference needs no using.
            violations.AddRange(NamedFolders(File.ReadAllText(file)).Where(n => n != folder && allowed.ContainsKey(n) && !names.Contains(n))
                .Select(n => $"{RepositoryRoot.Relative(file)} names {n}"));
        }

        Assert.Empty(violations);
    }

    [Fact]
    public void Every_folder_has_a_row()
    {
        var folders = Directory.GetDirectories(Engine).Select(d => Path.GetFileName(d) ?? "").Where(d => d is not ("bin" or "obj")).Order(StringComparer.Ordinal);
        Assert.Equal(folders, ReadTable().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Cli_and_Lsp_do_not_name_each_other()
    {
        var host = Path.Combine(RepositoryRoot.Path, "server", "DockerLsp");
        foreach (var (folder, other) in new[] { ("Cli", "DockerLsp.Lsp"), ("Lsp", "DockerLsp.Cli"), ("Files", "DockerLsp.Lsp"), ("Files", "DockerLsp.Cli") })
        {
            var violations = Directory.GetFiles(Path.Combine(host, folder), "*.cs", SearchOption.AllDirectories)
                .Where(f => File.ReadAllText(f).Contains($"using {other};", StringComparison.Ordinal))
                .Select(RepositoryRoot.Relative)
                // `dockerlsp lsp` starts the server.
                .Where(f => f != "server/DockerLsp/Cli/CommandLine.cs");
            Assert.Empty(violations);
        }
    }

    private static IEnumerable<string> NamedFolders(string source) =>
        EngineName().Matches(source).Select(m => m.Groups[1].Value).Distinct();

    private static Dictionary<string, string[]> ReadTable()
    {
        var rows = File.ReadLines(Path.Combine(RepositoryRoot.Path, "ARCHITECTURE.md"))
            .SkipWhile(l => !l.StartsWith("| folder | may name |", StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(l => l.StartsWith('|'))
            .Select(l => l.Split('|', StringSplitOptions.TrimEntries));
        var table = rows.ToDictionary(r => r[1].Trim('`'), r => r[2] == "nothing" ? [] : r[2].Split(", "));
        Assert.NotEmpty(table);
        return table;
    }

    [GeneratedRegex(@"DockerLsp\.Engine\.([A-Z]\w*)")]
    private static partial Regex EngineName();
}
