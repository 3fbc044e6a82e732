using System.Text;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Rules;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Features;

/// <summary>Explains a package command: which index it reads, how old that can be, and what stays in the layer.</summary>
internal static class PackageHover
{
    public static Hover? Get(HoverRequest request)
    {
        var (analysis, instruction) = (request.Analysis, request.Instruction);
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
            if (!request.IsIn(span))
            {
                continue;
            }

            var text = new StringBuilder();
            text.Append("**").Append(package.Manager.Name).Append("** · ").Append(Explain(analysis, run, before, operation));
            if (request.Entry is { IsStep: true } entry)
            {
                text.Append("\n\n").Append(HoverText.RunsAgain(request.Graph.ImpactOf(entry), entry, request.Graph, "If this step changes"));
            }

            HoverText.AppendRefusals(analysis, span, text);
            return new Hover(span, text.ToString());
        }

        return null;
    }

    private static string Explain(DockerfileAnalysis analysis, RunFacts run, BuildState before, StoreOperation operation)
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
            case StoreEffect.MayRead when operation.Command.Package is { Operation: PackageOperation.Remove }:
                return "removes packages, and with an index apt may decide otherwise what is needed no more; the layers below keep all of them.";
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
        analysis.Model.Find(origin) is { } step ? $"line {analysis.Text.GetLineNumber(step.Syntax.Span.Start) + 1}" : "an earlier step";
}
