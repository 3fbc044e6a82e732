using System.Collections.Immutable;
using System.Text.RegularExpressions;
using DockerLsp.Engine.Rewriting;
using DockerLsp.Engine.Rules;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Features;

/// <summary>Proposes what can stand at a place.</summary>
public static partial class CompletionProvider
{
    private static readonly ImmutableArray<string> Platforms =
        ["$BUILDPLATFORM", "$TARGETPLATFORM", "linux/amd64", "linux/arm64", "linux/arm/v7", "linux/riscv64", "linux/s390x", "linux/ppc64le", "windows/amd64"];

    private static readonly ImmutableArray<string> PlatformArguments =
        ["TARGETPLATFORM", "TARGETOS", "TARGETARCH", "TARGETVARIANT", "BUILDPLATFORM", "BUILDOS", "BUILDARCH", "BUILDVARIANT"];

    private static readonly ImmutableArray<string> Images =
    [
        "alpine", "almalinux", "amazonlinux", "archlinux", "busybox", "caddy", "debian", "eclipse-temurin", "elixir", "fedora", "gcc", "golang", "gradle",
        "haskell", "httpd", "julia", "mariadb", "maven", "mongo", "mysql", "nginx", "node", "opensuse/leap", "perl", "php", "postgres", "python", "r-base",
        "redis", "rockylinux", "ruby", "rust", "scratch", "swift", "ubuntu",
    ];

    private static readonly ImmutableArray<string> Labels =
    [
        "org.opencontainers.image.authors", "org.opencontainers.image.base.name", "org.opencontainers.image.created", "org.opencontainers.image.description",
        "org.opencontainers.image.documentation", "org.opencontainers.image.licenses", "org.opencontainers.image.ref.name", "org.opencontainers.image.revision",
        "org.opencontainers.image.source", "org.opencontainers.image.title", "org.opencontainers.image.url", "org.opencontainers.image.vendor",
        "org.opencontainers.image.version",
    ];

    private static readonly ImmutableArray<(string Name, string Detail, string Types)> MountFields =
    [
        ("type=", "bind, cache, tmpfs, secret or ssh", ""), ("target=", "where it is mounted", ""), ("source=", "the path in the context or stage", "bind cache"),
        ("from=", "the stage or image it comes from", "bind cache"), ("readwrite", "writes are allowed, and dropped", "bind"), ("readonly", "nothing may be written", "cache"),
        ("id=", "the name of the cache, secret or agent", "cache secret ssh"), ("sharing=", "shared, private or locked", "cache"), ("mode=", "permissions", "cache secret ssh"),
        ("uid=", "owner", "cache secret ssh"), ("gid=", "group", "cache secret ssh"), ("required", "fail without it", "secret ssh"),
        ("env=", "the variable that holds it", "secret"), ("size=", "the greatest size", "tmpfs"),
    ];

    /// <summary>The proposals for a place; none where nothing is known.</summary>
    /// <param name="analysis">The file.</param>
    /// <param name="position">The place.</param>
    /// <param name="context">The files to copy; null where they may not be looked at.</param>
    public static CompletionList GetCompletions(DockerfileAnalysis analysis, int position, IBuildContext? context = null)
    {
        var site = ArgumentSite.Find(analysis, position);
        return site.Kind switch
        {
            SiteKind.Comment => InComment(site),
            SiteKind.Keyword => Keywords(site),
            SiteKind.Heredoc => InHeredoc(site),
            SiteKind.Arguments when site.TypedVariable() is { } variable && !(site.Instruction == InstructionKind.From && site.Words.Length > 0) => Variables(site, variable),
            SiteKind.Arguments when site.Flag is { } flag => InFlag(site, flag),
            SiteKind.Arguments => InArguments(site, context),
            _ => CompletionList.Empty,
        };
    }

    [GeneratedRegex(@"^\s*#\s*(?<tool>dockerlsp|hadolint)\s+(global\s+)?ignore(-file)?\s*=(?<list>[^=]*)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex IgnoreComment();

    [GeneratedRegex(@"^\s*#\s*check\s*=(?<options>.*)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex CheckComment();

    [GeneratedRegex(@"^\s*#\s*(?<words>[A-Za-z][A-Za-z =-]*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex CommentStart();

    private static CompletionList InComment(ArgumentSite site)
    {
        if (IgnoreComment().Match(site.Prefix) is { Success: true } ignore)
        {
            return RuleIds(site, ignore.Groups["list"].Value, [.. RuleCatalog.All.Select(r => (r.Id, r.Title))]);
        }

        if (CheckComment().Match(site.Prefix) is { Success: true } check)
        {
            var options = check.Groups["options"].Value;
            var option = options[(options.LastIndexOf(';') + 1)..].TrimStart();
            if (option.StartsWith("skip=", StringComparison.OrdinalIgnoreCase))
            {
                return RuleIds(site, option[5..], [("all", "Every check of BuildKit"), .. RuleCatalog.All.SelectMany(r => r.Aliases.Prepend(r.Id).Where(IsBuildKitName).Select(id => (id, r.Title))).DistinctBy(r => r.id)]);
            }

            return List(site, option.Length,
            [
                new CompletionItem("skip=", CompletionKind.Directive) { Detail = "Checks that are not to run", Continues = true },
                new CompletionItem("error=true", CompletionKind.Directive) { Detail = "Let the build fail on a check" },
                new CompletionItem("experimental=", CompletionKind.Directive) { Detail = "Checks on trial", Continues = true },
            ]);
        }

        if (CommentStart().Match(site.Prefix) is not { Success: true } start)
        {
            return CompletionList.Empty;
        }

        var items = ImmutableArray.CreateBuilder<CompletionItem>();
        if (IsInDirectives(site))
        {
            items.Add(new CompletionItem("syntax=docker/dockerfile:1", CompletionKind.Directive) { Detail = "The newest syntax of BuildKit" });
            items.Add(new CompletionItem("check=skip=", CompletionKind.Directive) { Detail = "Checks of BuildKit that are not to run", Continues = true });
            items.Add(new CompletionItem("escape=`", CompletionKind.Directive) { Detail = "A backtick continues lines, for Windows paths" });
        }

        items.Add(new CompletionItem("dockerlsp ignore=", CompletionKind.Directive) { Detail = "Rules that are off for the next instruction", Continues = true });
        items.Add(new CompletionItem("dockerlsp ignore-file=", CompletionKind.Directive) { Detail = "Rules that are off for this file", Continues = true });
        items.Add(new CompletionItem("hadolint ignore=", CompletionKind.Directive) { Detail = "The same for hadolint", Continues = true });
        var typed = start.Groups["words"].Value;
        return List(site, typed.Length, items.Where(i => typed.Length == 0 || i.Label.StartsWith(typed, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Whether only directives stand above.</summary>
    private static bool IsInDirectives(ArgumentSite site)
    {
        var text = site.Analysis.Text;
        var line = text.GetLineNumber(site.Position);
        var last = site.Analysis.Tree.Directives.Items is [.., var directive] ? text.GetLineNumber(directive.Span.Start) : -1;
        return line <= last + 1;
    }

    private static bool IsBuildKitName(string id) => id.Length > 5 && char.IsAsciiLetterUpper(id[0]) && id.Any(char.IsAsciiLetterLower) && id.All(char.IsAsciiLetter);

    private static CompletionList RuleIds(ArgumentSite site, string list, ImmutableArray<(string Id, string Title)> rules)
    {
        var typed = list[(list.LastIndexOf(',') + 1)..].TrimStart();
        var named = list.Split(',', StringSplitOptions.TrimEntries);
        if (typed.Contains(' ', StringComparison.Ordinal))
        {
            // A reason follows the names.
            return CompletionList.Empty;
        }

        // What is found at the instruction below comes first.
        var next = site.Analysis.Tree.FindInstruction(site.Position) is var index and >= 0 ? site.Analysis.Model.Instructions[index].Syntax.Span : default;
        var found = next.IsEmpty ? [] : site.Analysis.Findings.Where(f => f.Span.IntersectsWith(next)).Select(f => f.Rule.Id).ToHashSet(StringComparer.Ordinal);
        return List(site, typed.Length, rules.Where(r => !named.Take(named.Length - 1).Contains(r.Id, StringComparer.OrdinalIgnoreCase)).OrderBy(r => found.Contains(r.Id) ? 0 : 1)
            .Select(r => new CompletionItem(r.Id, CompletionKind.Rule) { Detail = r.Title }));
    }

    private static CompletionList Keywords(ArgumentSite site)
    {
        var isLower = IsLowerCase(site);
        var items = ImmutableArray.CreateBuilder<CompletionItem>();
        var state = StateAt(site);
        foreach (var keyword in SyntaxFacts.Keywords)
        {
            var kind = SyntaxFacts.GetInstructionKind(keyword);
            if (kind == InstructionKind.Maintainer || (site.IsTrigger && kind is InstructionKind.Onbuild or InstructionKind.From)
                || (state is null && !site.IsTrigger && kind is not (InstructionKind.From or InstructionKind.Arg)))
            {
                continue;
            }

            items.Add(new CompletionItem(keyword, CompletionKind.Keyword, (isLower ? keyword.ToLowerInvariant() : keyword) + " ") { Documentation = InstructionDocs.Of(kind)?.Summary, Continues = true });
        }

        if (!site.IsTrigger)
        {
            var lineBreak = ChainStyle.LineBreakOf(site.Analysis.Tree);
            var escape = site.Analysis.Tree.Directives.EscapeCharacter;
            foreach (var form in RecommendedForm.All)
            {
                if (form.Fits(state?.Image) && (state is not null || form.Label.StartsWith("FROM", StringComparison.Ordinal)))
                {
                    var template = form.Template.TrimEnd('\n').Replace("\\\n", $"{escape}\n", StringComparison.Ordinal).Replace("\n", lineBreak, StringComparison.Ordinal);
                    items.Add(new CompletionItem(form.Label, CompletionKind.Snippet, template) { Detail = form.Detail });
                }
            }
        }

        return List(site, site.Prefix.Length, items);
    }

    /// <summary>What is known before the place; null before the first FROM.</summary>
    private static BuildState? StateAt(ArgumentSite site)
    {
        if (site.Facts is { } facts)
        {
            return facts.Stage is { IsImplicit: false } ? facts.Before : null;
        }

        var instructions = site.Analysis.Model.Instructions;
        var next = site.Analysis.Tree.FindInstruction(site.Position);
        // What stands above decides: the FROM below begins another stage.
        var above = (next < 0 ? instructions.Length : next) - 1;
        return above >= 0 && instructions[above] is { Stage.IsImplicit: false } last ? last.Before : null;
    }

    private static bool IsLowerCase(ArgumentSite site)
    {
        var tree = site.Analysis.Tree;
        for (var i = 0; i < Math.Min(tree.InstructionCount, 8); i++)
        {
            var keyword = tree.GetInstruction(i).Keyword.Text;
            if (i != site.Facts?.Index && SyntaxFacts.GetInstructionKind(keyword) != InstructionKind.Unknown)
            {
                return char.IsAsciiLetterLower(keyword[0]);
            }
        }

        return site.Prefix.Length > 0 && site.Prefix.All(char.IsAsciiLetterLower);
    }

    private static CompletionList InHeredoc(ArgumentSite site)
    {
        var isScript = site.Instruction == InstructionKind.Run && !site.Prefix.StartsWith("#!", StringComparison.Ordinal);
        return (isScript || site.Heredoc is { IsDelimiterQuoted: false }) && site.TypedVariable() is { } variable ? Variables(site, variable)
            : isScript ? InScript(site, site.Prefix)
            : CompletionList.Empty;
    }

    private static CompletionList Variables(ArgumentSite site, (string Name, bool IsBraced) typed)
    {
        var found = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (site.Instruction == InstructionKind.From || site.Facts?.Before is null)
        {
            foreach (var facts in site.Analysis.Model.Instructions)
            {
                if (facts.Stage is not null || facts.Syntax is not ArgSyntax arg)
                {
                    break;
                }

                foreach (var pair in arg.Pairs)
                {
                    found[pair.Key.Text] = pair.Value?.Text;
                }
            }

            foreach (var name in PlatformArguments)
            {
                found.TryAdd(name, "set by BuildKit");
            }
        }
        else
        {
            foreach (var (name, value) in site.Facts.Before.Arguments.Concat(site.Facts.Before.Environment))
            {
                found[name] = value;
            }

            found.TryAdd("PATH", null);
            found.TryAdd("HOME", null);
            foreach (var mention in NameMentions.Of(site.Facts))
            {
                if (mention.Kind == MentionKind.ShellWrite && mention.Name != typed.Name)
                {
                    found.TryAdd(mention.Name, null);
                }
            }
        }

        var text = site.Analysis.Text;
        var close = typed.IsBraced && (site.Position >= text.Length || text[site.Position] != '}') ? "}" : "";
        return List(site, typed.Name.Length, found.OrderBy(f => f.Key, StringComparer.Ordinal).Where(f => f.Key.Length > 0)
            .Select(f => new CompletionItem(f.Key, CompletionKind.Variable, f.Key + close) { Detail = f.Value is { Length: > 0 } value ? Shorten(value) : null }));
    }

    private static CompletionList InFlag(ArgumentSite site, string flag)
    {
        var equals = flag.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            var used = site.Flags.Select(f => f.TrimStart('-').Split('=')[0]).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var docs = InstructionDocs.Of(site.Instruction)?.Parameters ?? [];
            return List(site, flag.Length, SyntaxFacts.GetFlags(site.Instruction).Where(f => f.IsRepeatable || !used.Contains(f.Name)).Select(f =>
                new CompletionItem($"--{f.Name}", CompletionKind.Flag, f.IsBoolean ? $"--{f.Name}" : $"--{f.Name}=")
                {
                    Documentation = docs.FirstOrDefault(d => d.Flag == f.Name)?.Summary,
                    Continues = !f.IsBoolean,
                }));
        }

        var value = flag[(equals + 1)..];
        return flag[2..equals].ToLowerInvariant() switch
        {
            "platform" => Values(site, value, Platforms),
            "from" => List(site, value.Length, Stages(site)),
            "mount" => InMount(site, value),
            "network" => Values(site, value, ["default", "none", "host"]),
            "security" => Values(site, value, ["sandbox", "insecure"]),
            "chown" => Owners(site, value),
            "chmod" => Values(site, value, ["755", "644", "600", "700", "775", "u=rwX,go=rX"]),
            "checksum" => Values(site, value, ["sha256:"]),
            "interval" or "timeout" or "start-period" or "start-interval" => Values(site, value, ["5s", "10s", "30s", "1m", "5m"]),
            "retries" => Values(site, value, ["1", "3", "5"]),
            "link" or "parents" or "keep-git-dir" or "unpack" => Values(site, value, ["true", "false"]),
            _ => CompletionList.Empty,
        };
    }

    private static CompletionList InMount(ArgumentSite site, string value)
    {
        var field = value[(value.LastIndexOf(',') + 1)..];
        var fields = value.Split(',')[..^1];
        var type = fields.FirstOrDefault(f => f.StartsWith("type=", StringComparison.Ordinal))?[5..] ?? "bind";
        var equals = field.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            var items = MountFields.Where(f => !fields.Any(used => used.Split('=')[0] == f.Name.TrimEnd('=')) && (f.Types.Length == 0 || f.Types.Split(' ').Contains(type)))
                .Select(f => new CompletionItem(f.Name, CompletionKind.Flag) { Detail = f.Detail, Continues = f.Name.EndsWith('=') });
            return List(site, field.Length, items);
        }

        var text = field[(equals + 1)..];
        return field[..equals] switch
        {
            "type" => Values(site, text, ["cache", "bind", "secret", "ssh", "tmpfs"]),
            "sharing" => Values(site, text, ["locked", "shared", "private"]),
            "from" => List(site, text.Length, Stages(site)),
            "target" or "dst" or "destination" when type == "cache" => Values(site, text, CacheFolders(site)),
            _ => CompletionList.Empty,
        };
    }

    private static ImmutableArray<string> CacheFolders(ArgumentSite site)
    {
        var family = site.Facts?.Before?.Image.Family;
        ImmutableArray<string> system = family switch
        {
            ImageFamily.Debian or ImageFamily.Ubuntu => ["/var/cache/apt", "/var/lib/apt"],
            ImageFamily.Alpine or ImageFamily.Wolfi => ["/var/cache/apk"],
            ImageFamily.Fedora or ImageFamily.EnterpriseLinux => ["/var/cache/dnf", "/var/cache/yum"],
            ImageFamily.Suse => ["/var/cache/zypp"],
            _ => ["/var/cache/apt", "/var/lib/apt", "/var/cache/apk", "/var/cache/dnf"],
        };
        return
        [
            .. system, "/root/.cache/pip", "/root/.cache/uv", "/root/.npm", "/root/.cache/yarn", "/root/.local/share/pnpm/store", "/root/.cache/go-build", "/go/pkg/mod",
            "/usr/local/cargo/registry", "/root/.m2", "/root/.gradle", "/root/.nuget/packages", "/root/.composer/cache",
        ];
    }

    private static IEnumerable<CompletionItem> Stages(ArgumentSite site)
    {
        var model = site.Analysis.Model;
        var here = site.Facts?.Stage?.Index ?? model.Stages.Length;
        return model.Stages.Where(s => !s.IsImplicit && s.Index < here && s.Name is { Length: > 0 }).Reverse().DistinctBy(s => s.Name?.ToLowerInvariant()).Select(s =>
            new CompletionItem(s.Name ?? "", CompletionKind.Stage) { Detail = $"stage in line {site.Analysis.Text.GetLineNumber(model.Instructions[s.FirstInstruction].Syntax.Span.Start) + 1}" });
    }

    private static CompletionList Owners(ArgumentSite site, string value)
    {
        var part = value[(value.LastIndexOf(':') + 1)..];
        return List(site, part.Length, Users(site).Select(u => new CompletionItem(u, CompletionKind.User)));
    }

    /// <summary>The users that earlier instructions of the stage name or make.</summary>
    private static IEnumerable<string> Users(ArgumentSite site)
    {
        var users = new List<string>();
        if (site.Facts?.Stage is { } stage)
        {
            for (var i = stage.FirstInstruction; i < site.Facts.Index; i++)
            {
                var facts = site.Analysis.Model.Instructions[i];
                if (facts.Effective is UserSyntax { Value.Text: { Length: > 0 } user } && !user.Contains('$', StringComparison.Ordinal))
                {
                    users.AddRange(user.Split(':'));
                }

                foreach (var command in facts.Run?.Commands ?? [])
                {
                    if (command.View.Name is "useradd" or "adduser" or "groupadd" or "addgroup" && command.Node.Words is [_, .., { ConstantValue: { } name }] && name.Length > 0 && char.IsAsciiLetter(name[0]))
                    {
                        users.Add(name);
                    }
                }
            }
        }

        return users.Concat(["root", "nobody", "1000", "10001"]).Distinct(StringComparer.Ordinal);
    }

    private static CompletionList InArguments(ArgumentSite site, IBuildContext? context)
    {
        switch (site.Instruction)
        {
            case InstructionKind.From:
                return InFrom(site);
            case InstructionKind.Run:
                return InScript(site, site.Rest);
            case InstructionKind.Cmd or InstructionKind.Entrypoint:
                return site.Rest.Length == 0
                    ? List(site, 0, [new CompletionItem("[\"…\"]", CompletionKind.Snippet, "[\"‹program›\"]") { Detail = "A program that gets signals itself" }])
                    : site.Rest[0] == '[' ? CompletionList.Empty : InScript(site, site.Rest);
            case InstructionKind.Healthcheck when site.Words.IsEmpty:
                return List(site, site.Word.Length,
                [
                    new CompletionItem("CMD", CompletionKind.Keyword, "CMD ") { Detail = "The command that checks", Continues = true },
                    new CompletionItem("NONE", CompletionKind.Keyword) { Detail = "No check, even if the base image has one" },
                ]);
            case InstructionKind.Healthcheck when site.Words[0].Equals("CMD", StringComparison.OrdinalIgnoreCase):
                return InScript(site, site.Rest[(site.Rest.IndexOf(site.Words[0], StringComparison.Ordinal) + site.Words[0].Length)..].TrimStart());
            case InstructionKind.Copy or InstructionKind.Add:
                return InTransfer(site, context);
            case InstructionKind.User:
                return site.Words.IsEmpty ? Owners(site, site.Word) : CompletionList.Empty;
            case InstructionKind.Workdir:
                return site.Words.IsEmpty ? List(site, site.Word.Length, Folders(site).Concat(["/app", "/src", "/workspace"]).Distinct(StringComparer.Ordinal).Select(f => new CompletionItem(f, CompletionKind.Folder))) : CompletionList.Empty;
            case InstructionKind.Arg when !site.Word.Contains('=', StringComparison.Ordinal):
                var outer = site.Analysis.Model.Instructions.TakeWhile(i => i.Stage is null).Select(i => i.Syntax).OfType<ArgSyntax>().SelectMany(a => a.Pairs).Select(p => p.Key.Text);
                return List(site, site.Word.Length, (site.Facts?.Stage is null ? [] : outer).Distinct(StringComparer.Ordinal).Where(n => n.Length > 0 && n != site.Word)
                    .Select(n => new CompletionItem(n, CompletionKind.Variable) { Detail = "declared before the first FROM" })
                    .Concat(PlatformArguments.Select(n => new CompletionItem(n, CompletionKind.Variable) { Detail = "set by BuildKit" })));
            case InstructionKind.Label when !site.Word.Contains('=', StringComparison.Ordinal):
                return List(site, site.Word.Length, Labels.Select(l => new CompletionItem(l, CompletionKind.Value, $"{l}=\"‹value›\"")));
            case InstructionKind.Env when !site.Word.Contains('=', StringComparison.Ordinal):
                return List(site, site.Word.Length, (site.Facts?.Before?.Environment.Keys.Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>()).Prepend("PATH").Distinct(StringComparer.Ordinal)
                    .Select(n => new CompletionItem(n, CompletionKind.Variable, n == "PATH" ? "PATH=\"‹/opt/app/bin›:$PATH\"" : $"{n}=")));
            case InstructionKind.Expose:
                return Values(site, site.Word, site.Word.Split('/') is [{ Length: > 0 } port, _] ? [$"{port}/tcp", $"{port}/udp"] : ["80/tcp", "443/tcp", "3000/tcp", "5000/tcp", "5432/tcp", "6379/tcp", "8000/tcp", "8080/tcp", "8443/tcp", "53/udp"]);
            case InstructionKind.Stopsignal:
                return Values(site, site.Word, ["SIGTERM", "SIGINT", "SIGQUIT", "SIGKILL", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGWINCH", "SIGRTMIN+3"]);
            case InstructionKind.Shell when site.Rest.Length == 0:
                return Values(site, "",
                [
                    "[\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]", "[\"/bin/sh\", \"-e\", \"-c\"]", "[\"/bin/ash\", \"-eo\", \"pipefail\", \"-c\"]",
                    "[\"pwsh\", \"-Command\", \"$ErrorActionPreference = 'Stop';\"]", "[\"cmd\", \"/S\", \"/C\"]",
                ]);
            default:
                return CompletionList.Empty;
        }
    }

    private static CompletionList InFrom(ArgumentSite site)
    {
        if (site.Words.Length == 1)
        {
            return List(site, site.Word.Length, [new CompletionItem("AS", CompletionKind.Keyword, IsLowerCase(site) ? "as " : "AS ") { Detail = "Name this stage" }]);
        }

        return site.Words.IsEmpty
            ? List(site, site.Word.Length, Stages(site).Concat(Images.Select(i => new CompletionItem(i, CompletionKind.Image) { Detail = i == "scratch" ? "nothing at all" : null })))
            : CompletionList.Empty;
    }

    private static CompletionList InTransfer(ArgumentSite site, IBuildContext? context)
    {
        var word = site.Word.TrimStart('[', '"', '\'');
        if (word.Contains('"', StringComparison.Ordinal) || word.Contains('$', StringComparison.Ordinal))
        {
            return CompletionList.Empty;
        }

        var items = ImmutableArray.CreateBuilder<CompletionItem>();
        var slash = word.LastIndexOf('/');
        var name = word[(slash + 1)..];
        if (context is not null && !site.Flags.Any(f => f.StartsWith("--from=", StringComparison.Ordinal)) && !word.Contains("..", StringComparison.Ordinal))
        {
            foreach (var entry in context.List(slash < 0 ? "" : word[..slash]).OrderBy(e => !e.IsFolder).ThenBy(e => e.Name, StringComparer.Ordinal))
            {
                // A name with blanks or quotes would need another form of the instruction.
                if (entry.Name.All(c => !char.IsWhiteSpace(c) && !char.IsControl(c) && c is not ('"' or '\'' or '\\' or '$' or '`' or '‹' or '›')))
                {
                    items.Add(new CompletionItem(entry.Name, entry.IsFolder ? CompletionKind.Folder : CompletionKind.File, entry.IsFolder ? entry.Name + "/" : entry.Name) { Continues = entry.IsFolder });
                }
            }
        }

        if (site.Words.Length > 0 && slash < 0)
        {
            items.AddRange(Folders(site).Prepend("./").Distinct(StringComparer.Ordinal).Select(f => new CompletionItem(f, CompletionKind.Folder) { Detail = "in the image" }));
        }

        return List(site, name.Length, items);
    }

    /// <summary>The directories that earlier instructions of the stage make.</summary>
    private static IEnumerable<string> Folders(ArgumentSite site)
    {
        if (site.Facts?.Stage is not { } stage)
        {
            yield break;
        }

        for (var i = stage.FirstInstruction; i < site.Facts.Index; i++)
        {
            if (site.Analysis.Model.Instructions[i].Effective is WorkdirSyntax { Value.Text: { Length: > 0 } path })
            {
                yield return path;
            }
        }
    }

    private static CompletionList InScript(ArgumentSite site, string script)
    {
        var dialect = site.Facts is { } facts ? InstructionScript.DialectOf(facts) : Shell.ShellDialect.Posix;
        var shell = ShellSite.Read(script);
        if (shell.IsQuoted || dialect is Shell.ShellDialect.PowerShell or Shell.ShellDialect.Cmd || script.TrimStart().StartsWith('[') || script.StartsWith("<<", StringComparison.Ordinal))
        {
            return CompletionList.Empty;
        }

        var items = ImmutableArray.CreateBuilder<CompletionItem>();
        if (shell.Words.IsEmpty)
        {
            if (shell.IsFirst && site is { Instruction: InstructionKind.Run, Kind: SiteKind.Arguments, Flags.IsEmpty: true })
            {
                AddForms(site, items);
            }

            items.AddRange(CommandSpecs.Commands.Select(c => new CompletionItem(c, CompletionKind.Command)));
            return List(site, shell.Word.Length, items);
        }

        if (CommandSpecs.Of(shell.Words[0]) is not { } spec)
        {
            return CompletionList.Empty;
        }

        var arguments = shell.Words.Skip(1).ToImmutableArray();
        if (!spec.Subcommands.IsEmpty && !arguments.Any(a => spec.Subcommands.Contains(a)) && !shell.Word.StartsWith('-'))
        {
            items.AddRange(spec.Subcommands.Select(s => new CompletionItem(s, CompletionKind.Value)));
        }

        if (shell.Word.Length == 0 || shell.Word[0] == '-')
        {
            items.AddRange(spec.Options.Where(o => !arguments.Contains(o.Name)).Select(o => new CompletionItem(o.Name, CompletionKind.Flag) { Detail = o.Detail.Length == 0 ? null : o.Detail }));
        }

        return List(site, shell.Word.Length, items);
    }

    /// <summary>The recommended forms of RUN, without the keyword that stands there.</summary>
    private static void AddForms(ArgumentSite site, ImmutableArray<CompletionItem>.Builder items)
    {
        var lineBreak = ChainStyle.LineBreakOf(site.Analysis.Tree);
        var escape = site.Analysis.Tree.Directives.EscapeCharacter;
        foreach (var form in RecommendedForm.All)
        {
            if (form.Label.StartsWith("RUN ", StringComparison.Ordinal) && form.Fits(site.Facts?.Before?.Image))
            {
                var template = form.Template[4..].TrimEnd('\n').Replace("\\\n", $"{escape}\n", StringComparison.Ordinal).Replace("\n", lineBreak, StringComparison.Ordinal);
                items.Add(new CompletionItem(form.Label[4..], CompletionKind.Snippet, template) { Detail = form.Detail });
            }
        }
    }

    private static CompletionList Values(ArgumentSite site, string typed, ImmutableArray<string> values) =>
        List(site, typed.Length, values.Select(v => new CompletionItem(v, CompletionKind.Value)));

    private static CompletionList List(ArgumentSite site, int typed, IEnumerable<CompletionItem> items) => new(site.SpanOfTyped(typed), [.. items]);

    private static string Shorten(string value)
    {
        var line = string.Concat(value.Select(c => char.IsControl(c) ? ' ' : c));
        return line.Length > 60 ? line[..60] + "…" : line;
    }
}
