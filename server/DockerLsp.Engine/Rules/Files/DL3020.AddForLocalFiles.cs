using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Files;

/// <summary>ADD of files that COPY would copy.</summary>
public sealed class AddForLocalFiles : Rule
{
    /// <summary>What ADD unpacks, by the usual names.</summary>
    private static readonly ImmutableArray<string> Archives =
    [
        ".tar", ".gz", ".tgz", ".tpz", ".taz", ".bz2", ".tbz", ".tbz2", ".tb2", ".xz", ".txz", ".lz", ".lzma", ".tlz", ".Z", ".tZ", ".zst", ".tzst",
    ];

    /// <summary>Names of files that nobody gives to an archive. ADD looks at the content, so that anything else may be one.</summary>
    private static readonly ImmutableHashSet<string> PlainExtensions = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "bash", "bat", "c", "cc", "cfg", "cmake", "cmd", "cnf", "conf", "config", "cpp", "cs", "csproj", "css", "csv", "default", "desktop", "dll", "ejs", "env", "exe",
        "go", "gradle", "groovy", "h", "hpp", "htm", "html", "in", "ini", "ipynb", "jar", "java", "jinja", "jinja2", "js", "json", "jsx", "key", "kt", "list", "local",
        "lock", "lua", "md", "mjs", "mod", "patch", "pem", "crt", "php", "pl", "png", "jpg", "svg", "ico", "properties", "proto", "ps1", "py", "r", "rb", "repo", "rs", "rst",
        "scala", "service", "sh", "sln", "sql", "sum", "swift", "tf", "tmpl", "toml", "tpl", "ts", "tsx", "txt", "vue", "war", "xml", "yaml", "yml", "zsh", "zip");

    private static readonly ImmutableHashSet<string> PlainNames = ImmutableHashSet.Create(
        StringComparer.Ordinal,
        ".env", ".npmrc", ".yarnrc", ".bashrc", ".profile", ".vimrc", ".bowerrc", ".dockerignore", ".gitconfig", "Gemfile", "Rakefile", "Makefile", "Procfile", "Pipfile", "Dockerfile", "Jenkinsfile",
        "Vagrantfile", "gradlew", "mvnw", "LICENSE", "README", "crontab", "entrypoint", "VERSION");

    public override RuleDescriptor Descriptor { get; } =
        new("DL3020", "AddForLocalFiles", "ADD where COPY does", "Files", Severity.Error)
        {
            Aliases = ["S7029", "DS-0005", "CKV_DOCKER_4"],
            Fixes = FixAvailability.Sometimes,
        };

    public override RuleScope Scope => RuleScope.Stage;

    public override InstructionKinds Kinds => InstructionKinds.Add;

    public override InstructionKinds Reads => InstructionKinds.Workdir;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction.Effective is not AddSyntax { Destination: not null } add)
        {
            return;
        }

        var kinds = add.Sources.Select(s => KindOf(s, instruction.Before, context.Model.Tree.Directives.EscapeCharacter)).ToList();
        if (!kinds.Any(k => k is SourceKind.Plain or SourceKind.Local))
        {
            return;
        }

        var finding = new Finding(Descriptor, add.Keyword.Span, kinds.Contains(SourceKind.Special)
            ? "ADD for some files that need it and some that do not: COPY for the latter says which are which"
            : kinds.Contains(SourceKind.Local)
                ? "Unpacks what happens to be an archive: COPY takes every local file as it is"
                : "Nothing here to fetch or to unpack: COPY does the same, and nothing else");
        context.Report(CanBeCopy(instruction, add, kinds, context.Model)
            ? finding with { Fixes = [Rewrite(add, kinds, context.Model.Tree)] }
            : finding);
    }

    private static Fix Rewrite(AddSyntax add, List<SourceKind> kinds, DockerfileSyntax tree)
    {
        var written = tree.Text.ToString(add.Keyword.Span);
        var copy = written == "add" ? "copy" : char.IsAsciiLetterLower(written[1]) ? "Copy" : "COPY";
        return kinds.Contains(SourceKind.Local)
            ? new Fix("Use COPY (an archive then stays packed)", Applicability.Unsafe, [new TextChange(add.Keyword.Span, copy)])
            : new Fix("Use COPY", Applicability.Safe, [new TextChange(add.Keyword.Span, copy)]);
    }

    private static bool CanBeCopy(InstructionFacts instruction, AddSyntax add, List<SourceKind> kinds, BuildModel model) =>
        !kinds.Contains(SourceKind.Special)
        && add.Flags.All(f => f.Name is "chown" or "chmod" or "link" or "exclude")
        // The keyword alone would not make these good COPY instructions.
        && !TransferDestination.LacksSlash(add, instruction.Before)
        && !TransferDestination.IsAdrift(instruction, add, model);

    private static SourceKind KindOf(WordSyntax source, BuildState? before, char escape)
    {
        if (source.IsHeredoc)
        {
            return SourceKind.Plain;
        }

        var text = Operand.Unquoted(source);
        var value = text;
        if (text.Contains('$', StringComparison.Ordinal) && before is not null)
        {
            value = VariableExpansion.Expand(text, escape, before.Lookup);
            if (string.IsNullOrEmpty(value))
            {
                // A variable at the beginning may hold a URL; one at the end, an extension.
                if (text[0] == '$' || text[^1] == '}' || text.LastIndexOf('$') > text.LastIndexOfAny(['.', '/']))
                {
                    return SourceKind.Special;
                }

                value = text;
            }
        }

        if (RemoteSource.IsRemote(value) || Archives.Any(e => value.EndsWith(e, StringComparison.Ordinal)))
        {
            return SourceKind.Special;
        }

        var name = value[(value.LastIndexOf('/') + 1)..];
        var dot = name.LastIndexOf('.');
        return value.EndsWith('/') || value is "." or ".." || PlainNames.Contains(name) || (dot >= 0 && PlainExtensions.Contains(name[(dot + 1)..]))
            ? SourceKind.Plain
            : SourceKind.Local;
    }

    private enum SourceKind
    {
        /// <summary>A folder, or a file of a kind that is no archive.</summary>
        Plain,

        /// <summary>A local file that may be an archive.</summary>
        Local,

        /// <summary>An archive or something remote, or perhaps one.</summary>
        Special,
    }
}
