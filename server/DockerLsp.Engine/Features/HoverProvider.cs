using System.Collections.Immutable;
using System.Text;
using DockerLsp.Engine.Layers;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Rules;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Features;

/// <summary>Explains instructions and package commands: what the layer cache does with them, and which index they read.</summary>
public static class HoverProvider
{
    /// <summary>The hover at an offset, or null where there is nothing to say. An offset outside the text counts as its nearer end.</summary>
    public static Hover? GetHover(DockerfileAnalysis analysis, int position)
    {
        position = Math.Clamp(position, 0, analysis.Text.Length);
        var index = analysis.Tree.FindInstruction(position);
        if (index < 0 || index >= analysis.Model.Instructions.Length)
        {
            return null;
        }

        var instruction = analysis.Model.Instructions[index];
        if (position < instruction.Syntax.Span.Start || position > instruction.Syntax.Span.End)
        {
            return null;
        }

        return PackageHover(analysis, instruction, position) ?? InstructionHover(analysis, instruction, position);
    }

    private static Hover? PackageHover(DockerfileAnalysis analysis, InstructionFacts instruction, int position)
    {
        if (instruction is not { Run: { } run, Before: { } before })
        {
            return null;
        }

        foreach (var operation in run.Operations)
        {
            if (operation.Command.Package is not { } package)
            {
                continue;
            }

            var span = RuleContext.SpanOf(instruction, operation.Command);
            if (position < span.Start || position > span.End)
            {
                continue;
            }

            var text = new StringBuilder();
            text.Append("**").Append(package.Manager.Name).Append("** · ").AppendLine(Explain(analysis, instruction, run, before, operation));
            if (StepCache.Of(analysis.Model, instruction) is { } cache)
            {
                text.AppendLine().Append(RunAgain(analysis, cache));
            }

            AppendRefusals(analysis, span, text);
            return new Hover(span, text.ToString().TrimEnd());
        }

        return null;
    }

    private static string Explain(DockerfileAnalysis analysis, InstructionFacts instruction, RunFacts run, BuildState before, StoreOperation operation)
    {
        var store = operation.Store;
        var mounted = run.IsMounted(store) ? " The cache mount keeps it out of the layer." : "";
        switch (operation.Effect)
        {
            case StoreEffect.Refresh:
                return $"downloads the {store.Description}. It stays as old as this layer: the cache serves it until something above or in this step changes.{mounted}";
            case StoreEffect.Read when operation.Before == StoreBits.Written:
                return $"installs from the index that this step refreshed, so the two are always of one age.{mounted}";
            case StoreEffect.Read when operation.Before == StoreBits.Inherited && before[store] is { Presence: StorePresence.Present, Origin: { } origin }:
                return $"installs from the index of {LineOf(analysis, origin)}, which is as old as that cached layer.";
            case StoreEffect.Read when operation.Before == StoreBits.Inherited && before[store].Presence == StorePresence.Absent:
                return "finds no index: nothing before it in this image makes one.";
            case StoreEffect.Read:
                return "which index it reads depends on the way the script takes, or on the base image.";
            case StoreEffect.ReadFresh:
                return "asks the network for what it installs and keeps no cache in the layer. What was installed stays as old as this layer.";
            case StoreEffect.ReadAndWrite:
                return $"fetches what it needs by itself and keeps a copy{(run.LeavesBehind(store) ? " in this layer" : " until the cleanup in this step")}.{mounted}";
            case StoreEffect.Clean when operation.Before == StoreBits.Written:
                return "deletes what this step downloaded: none of it ends up in the layer.";
            case StoreEffect.Clean when operation.Before == StoreBits.Inherited && before[store] is { Presence: StorePresence.Present, Origin: { } origin }:
                return $"hides what {LineOf(analysis, origin)} stored; the bytes stay in that layer.";
            case StoreEffect.Clean:
                return "deletes the index and downloaded packages.";
            case StoreEffect.CleanPackages:
                return "deletes downloaded packages and leaves the index.";
            default:
                return "manages packages.";
        }
    }

    private static string LineOf(DockerfileAnalysis analysis, StepId origin) =>
        analysis.Model.Find(origin) is { } step ? $"line {Line(analysis, step)}" : "an earlier step";

    private static Hover? InstructionHover(DockerfileAnalysis analysis, InstructionFacts instruction, int position)
    {
        if (StepCache.Of(analysis.Model, instruction) is not { } cache || instruction.Stage is not { } stage)
        {
            return instruction.Syntax is ArgSyntax && position <= instruction.Syntax.Keyword.Span.End
                ? new Hover(instruction.Syntax.Keyword.Span, "**ARG before the first FROM** · known to FROM lines only, until a stage declares it again")
                : null;
        }

        var keyword = instruction.Syntax.Keyword.Span;
        var text = new StringBuilder();
        text.AppendLine(Title(analysis, instruction, cache, stage));
        text.AppendLine().Append(RunAgain(analysis, cache));
        var key = cache.Key.Select(p => p.Names.IsEmpty ? p.What : $"{p.What} ({Names(p.Names)})");
        text.Append("\n\nCache key: ").Append(instruction.Syntax is FromSyntax ? "" : "the step before, ").Append(string.Join("; ", key)).Append('.');
        if (cache.NotInKey is { } missing)
        {
            text.Append("\n\nNot part of the key: ").Append(missing).Append('.');
            if (instruction.Run is { } run && run.Operations.Any(o => o.Effect is StoreEffect.Refresh or StoreEffect.Read or StoreEffect.ReadAndWrite or StoreEffect.ReadFresh))
            {
                text.Append(" What was installed, and any index, stays as old as this layer.");
            }
        }

        AppendRefusals(analysis, instruction.Syntax.Span, text);
        return new Hover(keyword, text.ToString());
    }

    private static string Title(DockerfileAnalysis analysis, InstructionFacts instruction, StepCache cache, Stage stage)
    {
        var name = stage.Name is { } alias ? Markdown.Code(alias) : analysis.Model.Stages.Length == 1 ? "the image" : $"stage {stage.Index}";
        if (instruction.Syntax is FromSyntax { Image: { } image })
        {
            return stage.Base is null
                ? $"**Stage {name}** · starts from {Markdown.Code(image.Text)}, and is built anew when that tag points to another image"
                : $"**Stage {name}** · starts from the stage {Markdown.Code(image.Text)}, and is built anew when that changes";
        }

        var first = analysis.Model.Instructions[stage.FirstInstruction];
        var lines = $"line {Line(analysis, first)}–{Line(analysis, instruction)}";
        var files = cache.Breakers.Where(b => b.Kind == CacheBreakerKind.Files).SelectMany(b => b.Names).Distinct(StringComparer.Ordinal).ToImmutableArray();
        var content = files.IsEmpty ? "" : $" or the content of {Names(files)}";
        var subject = cache.Number is { } number ? $"Layer {number} of {name}" : $"No layer, metadata of {name}";
        return $"**{subject}** · reused until {lines}{content} changes";
    }

    private static string RunAgain(DockerfileAnalysis analysis, StepCache cache)
    {
        if (cache.RunAgain.IsEmpty)
        {
            return "If it changes: no later step runs again.";
        }

        var lines = cache.RunAgain.Select(i => Line(analysis, i)).ToArray();
        var shown = string.Join(", ", lines.Take(8)) + (lines.Length > 8 ? ", …" : "");
        var costly = cache.RunAgain.SelectMany(i => i.Run?.Commands ?? [])
            .Where(c => c.Package is { InstallsOrUpgrades: true })
            .Select(c => $"{c.View.Name} {c.Node.Words[c.Package?.SubcommandIndex ?? 0].ConstantValue}")
            .Distinct(StringComparer.Ordinal).Take(3).Select(Markdown.Code).ToArray();
        var among = costly.Length == 0 ? "" : $", among them {string.Join(", ", costly)}";
        return cache.RunAgain.Length == 1
            ? $"If it changes: 1 later step runs again (line {shown}){among}."
            : $"If it changes: {cache.RunAgain.Length} later steps run again (lines {shown}){among}.";
    }

    /// <summary>Editors hide actions that are refused, so that the reason stands here.</summary>
    private static void AppendRefusals(DockerfileAnalysis analysis, TextSpan span, StringBuilder text)
    {
        foreach (var reason in analysis.Findings.Where(f => f.Span.IntersectsWith(span)).SelectMany(f => f.Refusals).Select(r => r.Reason).Distinct(StringComparer.Ordinal).Take(3))
        {
            text.Append("\n\n").Append(Markdown.Escape(reason)).Append('.');
        }
    }

    private static string Names(ImmutableArray<string> names) =>
        string.Join(", ", names.Take(6).Select(Markdown.Code)) + (names.Length > 6 ? $" and {names.Length - 6} more" : "");

    private static int Line(DockerfileAnalysis analysis, InstructionFacts instruction) =>
        analysis.Text.GetLineNumber(instruction.Syntax.Span.Start) + 1;
}
