using System.Text;
using DockerLsp.Engine.Layers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Features;

/// <summary>Explains the names of images and stages in FROM.</summary>
internal static class NameHover
{
    public static Hover? Get(HoverRequest request)
    {
        if (request.Instruction is not { Syntax: FromSyntax from, Stage: { } stage })
        {
            return null;
        }

        if (from.StageName is { } name && request.IsIn(name.Span))
        {
            return new Hover(name.Span, OfStage(request, stage));
        }

        if (from.Image is { } image && request.IsIn(image.Span))
        {
            return new Hover(image.Span, stage.Base is { } parent ? OfStage(request, parent) : OfImage(stage, image.Text));
        }

        return null;
    }

    /// <summary>What a stage is: where it starts, how big it is, who uses it.</summary>
    public static string OfStage(HoverRequest request, Stage stage)
    {
        var graph = request.Graph;
        var layers = graph.Stages[stage.Index];
        var line = request.Line(request.Analysis.Model.Instructions[stage.FirstInstruction]);
        var text = new StringBuilder();
        text.Append("**Stage ").Append(Markdown.Code(stage.DisplayName)).Append("** · ").Append(layers.StepCount).Append(layers.StepCount == 1 ? " step" : " steps")
            .Append(" from line ").Append(line).Append(stage.Base is { } parent ? $", starts from the stage {Markdown.Code(parent.DisplayName)}" : $", starts from {Markdown.Code(stage.Image.Name)}");
        var users = graph.Stages.Where(s => s.Uses.Contains(stage.Index)).Select(s => s.Stage.DisplayName).ToArray();
        text.Append("\n\n").Append(
            stage.IsLast ? "It is the last one, which a build makes without `--target`."
            : users.Length > 0 ? $"Used by {HoverText.Names(users)}."
            : "No other stage uses it: BuildKit skips it unless `--target` names it.");
        if (graph.FindTarget(null) is { } target && !stage.IsLast && users.Length > 0 && !graph.NeededFor(target).Contains(stage.Index))
        {
            text.Append(" The last stage does without it, so that a build without `--target` skips it.");
        }

        if (layers.Uses.Length > 0)
        {
            text.Append("\n\nNeeds ").Append(HoverText.Names(layers.Uses.Select(u => graph.Stages[u].Stage.DisplayName))).Append('.');
        }

        return text.ToString();
    }

    private static string OfImage(Stage stage, string written)
    {
        var name = stage.Image.Name;
        if (name == "scratch")
        {
            return "**`scratch`** · nothing at all: no shell, no files, no layer";
        }

        var image = ImageReference.Parse(name.Length > 0 ? name : written);
        var text = new StringBuilder();
        text.Append("**Image ").Append(Markdown.Code(name.Length > 0 ? name : written)).Append("** · ");
        text.Append(image.Digest is not null ? "always the same image, by its digest"
            : image.Tag is null ? "without a tag it means `latest`: whatever that stands for when the build starts"
            : "whatever the tag stands for when the build starts: a new image under it builds this stage anew");
        if (name.Length > 0 && name != written)
        {
            text.Append("\n\nWritten ").Append(Markdown.Code(written)).Append(", with the values that the file gives.");
        }

        text.Append("\n\n").Append(image.Registry is { } registry ? $"From {Markdown.Code(registry)}" : "From Docker Hub").Append(image.IsOfficial ? ", an official image." : ".");
        if (stage.Image.Family is not (ImageFamily.Unknown or ImageFamily.None))
        {
            text.Append(" Made of ").Append(stage.Image.Family).Append('.');
        }

        if (stage.Image.ShipsPackageIndex == false)
        {
            text.Append(" It ships no package index.");
        }

        return text.ToString();
    }
}
