using System.Globalization;
using System.Text;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Features;

/// <summary>Shows what the rules see: stages, build states, the commands of each RUN and what they do to package stores.</summary>
public static class ModelPrinter
{
    public static string Print(DockerfileAnalysis analysis)
    {
        var text = new StringBuilder();
        foreach (var instruction in analysis.Model.Instructions)
        {
            var line = analysis.Text.GetLineNumber(instruction.Syntax.Span.Start) + 1;
            text.Append(CultureInfo.InvariantCulture, $"{line,4} {instruction.Syntax.Keyword.Text}");
            if (instruction.Stage is { } stage && stage.FirstInstruction == instruction.Index)
            {
                text.Append(CultureInfo.InvariantCulture, $"  {stage.DisplayName}: {stage.Image.Name} ({stage.Image.Family}, {stage.Image.Shell})");
                text.Append(stage.IsShipped ? "" : ", not shipped");
            }

            text.AppendLine();
            if (instruction is not { Run: { } run, Before: { } before })
            {
                continue;
            }

            text.Append("       ").Append(run.Script.Form).Append(", ").Append(run.Script.Dialect);
            text.Append(before.User is { } user ? $", user {user}" : "").AppendLine(before.WorkingDirectory is { } directory ? $", in {directory}" : "");
            foreach (var error in run.Script.Script?.Errors ?? [])
            {
                text.Append("       not understood: ").AppendLine(error.Message);
            }

            foreach (var operation in run.Operations)
            {
                text.Append("       ").Append(operation.Store.Name).Append(": ").Append(operation.Effect).Append(" by ").Append(operation.Command.View.Name)
                    .Append(", before: ").Append(operation.Before);
                text.AppendLine(operation.Command.Place == FlowPlace.None ? "" : $", {operation.Command.Place}");
            }

            foreach (var store in PackageManagerTable.Stores)
            {
                if (before[store].Presence == StorePresence.Present || run.AtEnd(store) != StoreBits.Inherited)
                {
                    text.Append("       ").Append(store.Name).Append(": ").Append(before[store].Presence).Append(" -> ").Append(run.AtEnd(store))
                        .AppendLine(run.LeavesBehind(store) ? ", left behind" : run.IsMounted(store) ? ", mounted" : "");
                }
            }
        }

        return text.ToString();
    }
}
