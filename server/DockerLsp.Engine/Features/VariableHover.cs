using System.Text;
using DockerLsp.Engine.Layers;
using DockerLsp.Engine.Rules;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Features;

/// <summary>Explains a variable: its value, where that comes from, through ARG of ARG, and what another value runs again.</summary>
internal static class VariableHover
{
    public static Hover? Get(HoverRequest request)
    {
        if (FindDefinition(request) is var (pair, definition))
        {
            return new Hover(pair.Key.Span, Describe(request, definition, isDefinition: true));
        }

        if (FindUse(request) is not var (name, span))
        {
            return null;
        }

        if (VariableOrigin.Find(request.Analysis.Model, request.Instruction, name) is { } origin)
        {
            return new Hover(span, Describe(request, origin, isDefinition: false));
        }

        if (Predefined(name) is { } known)
        {
            return new Hover(span, $"**{Markdown.Code("$" + name)}** · {known}");
        }

        // What a shell script reads may be its own.
        return request.Instruction.Run is not null ? null
            : new Hover(span, $"**{Markdown.Code("$" + name)}** · not set by this file: replaced by nothing, unless the base image sets it");
    }

    private static (KeyValueSyntax Pair, VariableOrigin Definition)? FindDefinition(HoverRequest request)
    {
        if (request.Instruction.Effective is not (EnvSyntax or ArgSyntax) || request.Instruction.Effective is not PairsInstructionSyntax pairs)
        {
            return null;
        }

        foreach (var pair in pairs.Pairs)
        {
            if (request.IsIn(pair.Key.Span))
            {
                return (pair, VariableOrigin.Of(request.Analysis.Model, request.Instruction, pair));
            }
        }

        return null;
    }

    private static (string Name, TextSpan Span)? FindUse(HoverRequest request)
    {
        var instruction = request.Instruction;
        if (instruction.Run?.Script.Script is { } script)
        {
            foreach (var node in script.Body.DescendantsAndSelf())
            {
                if (node is ShellParameter { Name: var name } && RuleContext.SpanOf(instruction, node.Span) is var span && request.IsIn(span) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
                {
                    return (name, span);
                }
            }

            return null;
        }

        var syntax = instruction.Effective;
        if (syntax is CommandInstructionSyntax)
        {
            return null;
        }

        var text = syntax.ArgumentText;
        foreach (var reference in VariableReference.FindAll(text.Text, request.Analysis.Tree.Directives.EscapeCharacter))
        {
            var span = text.ToSource(reference.Span).Shift(syntax.Position);
            if (request.IsIn(span))
            {
                return (reference.Name, span);
            }
        }

        return null;
    }

    private static string Describe(HoverRequest request, VariableOrigin origin, bool isDefinition)
    {
        var text = new StringBuilder();
        text.Append("**").Append(Markdown.Code("$" + origin.Name)).Append("** ");
        text.Append(origin.Value is { } value ? value.Length == 0 ? "is empty" : $"is {Markdown.Code(value)}" : origin.IsArgument ? "has no value here" : "has a value that only the build knows");
        text.Append(isDefinition ? "" : $" · {(origin.IsArgument ? "ARG" : "ENV")} in line {request.Line(origin.Instruction)}");
        foreach (var source in origin.Sources.Take(8))
        {
            text.Append("\n\nfrom ").Append(Markdown.Code($"{source.Name}={source.Value ?? ""}")).Append(", ").Append(source.IsArgument ? "ARG" : "ENV").Append(" in line ").Append(request.Line(source.Instruction));
        }

        if (origin.IsArgument)
        {
            text.Append("\n\n").Append(Markdown.Code($"--build-arg {origin.Name}=…")).Append(" replaces it. It is gone when the image runs.");
        }

        var impact = request.Graph.EntryAt(origin.Instruction.Index) is { } entry ? request.Graph.ImpactOf(entry) : request.Graph.ImpactOfGlobal(origin.Name);
        text.Append("\n\n").Append(HoverText.RunsAgain(impact, null, request.Graph, "With another value"));
        return text.ToString();
    }

    /// <summary>Variables that are there without being declared (Dockerfile reference, "Predefined ARGs" and "Automatic platform ARGs").</summary>
    private static string? Predefined(string name) => name switch
    {
        "TARGETPLATFORM" or "TARGETOS" or "TARGETARCH" or "TARGETVARIANT" => "what the image is built for; inside a stage `ARG` has to declare it first",
        "BUILDPLATFORM" or "BUILDOS" or "BUILDARCH" or "BUILDVARIANT" => "the machine that builds; inside a stage `ARG` has to declare it first",
        "TARGETSTAGE" => "the stage that `--target` names",
        "SOURCE_DATE_EPOCH" => "the time that files and the image are to have, for builds that give the same bytes",
        "HTTP_PROXY" or "HTTPS_PROXY" or "FTP_PROXY" or "NO_PROXY" or "ALL_PROXY" or "http_proxy" or "https_proxy" or "ftp_proxy" or "no_proxy" or "all_proxy" =>
            "given by `--build-arg` without a declaration; it stands in no cache key and in no layer",
        _ => null,
    };
}
