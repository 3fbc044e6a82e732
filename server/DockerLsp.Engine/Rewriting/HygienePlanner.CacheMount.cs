using System.Collections.Immutable;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rewriting;

/// <summary>The third shape: a cache mount holds index and packages, so that no layer has them and the next build finds them.</summary>
public static partial class HygienePlanner
{
    private sealed partial class Draft
    {
        /// <summary>
        /// Debian's and Ubuntu's images delete each package behind its install; the mount would stay empty. This is what Docker's
        /// own example does (Dockerfile reference, "Example: cache apt packages").
        /// </summary>
        private const string KeepPackages =
            "RUN rm -f /etc/apt/apt.conf.d/docker-clean && echo 'Binary::apt::APT::Keep-Downloaded-Packages \"true\";' > /etc/apt/apt.conf.d/keep-cache";

        private const int MaxLineLength = 100;

        private string? mountRisk;
        private int mountCount;

        /// <summary>Whether a cache mount is of use here at all; where it is not, there is nothing to refuse either.</summary>
        private bool CanMount() =>
            group.Members.All(m => !m.IsOnbuild) && group.Members.Any(m => MountsOf(m).Count > 0);

        /// <summary>The steps' managers that a cache mount helps.</summary>
        private List<CacheMountFacts> MountsOf(InstructionFacts member)
        {
            var mounts = new List<CacheMountFacts>(1);
            foreach (var operation in member.Run?.OperationsOn(Store) ?? [])
            {
                if (operation is { Effect: not (StoreEffect.Clean or StoreEffect.CleanPackages or StoreEffect.MayRead), Command.Package.Manager.CacheMount: { } mount } && !mounts.Contains(mount))
                {
                    mounts.Add(mount);
                }
            }

            return mounts;
        }

        private string MountTitle() => $"Use {(mountCount > 1 ? "cache mounts" : "a cache mount")} for {Store.Name}";

        /// <summary>What a mount changes beside the cache; null where the file relies on BuildKit already, and nothing else does.</summary>
        private string? MountRisk() => mountRisk ?? (ReliesOnBuildKit() ? null : "needs BuildKit");

        /// <summary>Whether no builder but BuildKit reads the file as it stands.</summary>
        private bool ReliesOnBuildKit() => HygienePlanner.ReliesOnBuildKit(model);

        /// <summary>
        /// A cleanup behind the steps of the group deletes what they leave. Once that is in the mount, it would delete what an even
        /// earlier layer holds, if there is such a one.
        /// </summary>
        private Obstacle? OlderIndex()
        {
            if (group.Members[0].Before?[Store].Presence != StorePresence.Present)
            {
                return null;
            }

            var late = group.Members.Skip(1).FirstOrDefault(m => m.Run?.OperationsOn(Store).Any(o => o.Effect == StoreEffect.Clean && o.Before == StoreBits.Inherited) == true);
            return late is null ? null : new Obstacle($"the cleanup in line {LineOf(model, late)} would find what an older layer holds", late.Syntax.Keyword.Span);
        }

        private Obstacle? Mount(InstructionFacts step)
        {
            var facts = MountsOf(step);
            if (step.Run is not { } run || facts.Count == 0)
            {
                return null;
            }

            if (RewriterOf(step, out var obstacle) is not { } rewriter)
            {
                return obstacle;
            }

            var targets = new List<string>(2);
            foreach (var fact in facts)
            {
                foreach (var target in fact.Targets)
                {
                    if (Resolve(target, step, out obstacle) is not { } path)
                    {
                        return obstacle;
                    }

                    if (!targets.Contains(path) && !IsMounted(path, run))
                    {
                        targets.Add(path);
                    }
                }
            }

            foreach (var fact in facts)
            {
                mountRisk ??= fact.Risk;
            }

            mountCount = Math.Max(mountCount, targets.Count);
            if (KeepWhatIsMounted(run, targets, rewriter) is { } inTheWay)
            {
                return inTheWay;
            }

            foreach (var operation in run.OperationsOn(Store))
            {
                if (operation.Command.Package is { InstallsOrUpgrades: true, Manager: { CacheMount.KeepingOption: { } option } } package && !package.HasOption(option))
                {
                    rewriter.InsertWordAfter(package.Node.Words[package.SubcommandIndex], option);
                }
            }

            if (targets.Count > 0)
            {
                var options = facts.Exists(f => f.IsLocked) ? ",sharing=locked" : "";
                AddMounts(step, targets.ConvertAll(t => $"--mount=type=cache,target={t}{options}"), rewriter);
            }

            return Store == PackageManagerTable.Apt ? EndDockerClean(step) : null;
        }

        private static bool IsMounted(string path, RunFacts run)
        {
            foreach (var mount in run.Mounts)
            {
                if (mount.Target is { } known && PathPattern.Contains(known, path))
                {
                    return true;
                }
            }

            return false;
        }

        /// <summary>Takes out what would empty the mount, and the options that keep the manager from using it.</summary>
        private Obstacle? KeepWhatIsMounted(RunFacts run, List<string> targets, RunRewriter rewriter)
        {
            foreach (var command in run.Commands)
            {
                if (command.Package is { } package && package.Manager.Store == Store)
                {
                    if (package.Operation is PackageOperation.CleanAll or PackageOperation.CleanPackages && rewriter.Remove(command) is { } kept)
                    {
                        return kept;
                    }

                    if (package is { HasNoCacheOption: true, Manager.NoCacheOption: { } option })
                    {
                        if (package.NoCacheWords.FirstOrDefault() is not { } word)
                        {
                            return new Obstacle($"`{option}` turns the cache off", rewriter.Source(package.Node.Span));
                        }

                        rewriter.RemoveWord(package.Node, word);
                    }
                }
                else if (command.Deletion is { } deletion && KeepFromDeletion(command, deletion, targets, rewriter) is { } obstacle)
                {
                    return obstacle;
                }
            }

            return null;
        }

        private static Obstacle? KeepFromDeletion(ScriptCommand command, Deletion deletion, List<string> targets, RunRewriter rewriter)
        {
            var inside = deletion.Paths.Count(p => p is not null && targets.Any(t => PathPattern.Contains(t, p)));
            if (deletion.Paths.Any(p => p is not null && targets.Any(t => !PathPattern.Contains(t, p) && PathPattern.Covers(p, t) != false)))
            {
                // The mount point is busy, and the rest of the folder would stay.
                return new Obstacle("this would delete the folder that holds the mount", rewriter.Source(command.Node.Span));
            }

            if (inside == 0)
            {
                return null;
            }

            if (inside == deletion.Paths.Length)
            {
                return rewriter.Remove(command);
            }

            if (command.View.Name != "rm")
            {
                return new Obstacle("this would empty the mount", rewriter.Source(command.Node.Span));
            }

            foreach (var word in command.View.Arguments)
            {
                // One word may be several paths where braces are expanded.
                if (word.ConstantValue is { } path && targets.Any(t => PathPattern.Contains(t, path)))
                {
                    if (word.Children.Any(p => p is ShellBrace))
                    {
                        return new Obstacle("this would empty the mount", rewriter.Source(word.Span));
                    }

                    rewriter.RemoveWord(command.Node, word);
                }
            }

            return null;
        }

        /// <summary>The place of the cache for the user who runs the step; null, with the reason, where that is not known.</summary>
        private string? Resolve(string target, InstructionFacts step, out Obstacle? obstacle)
        {
            obstacle = null;
            var isRoot = step.Before?.IsRoot;
            if (target.StartsWith('~') && Store != PackageManagerTable.Apt && !(isRoot ?? !model.HasUserBefore(step)))
            {
                obstacle = new Obstacle("a cache mount belongs to root, and another user runs this step", step.Syntax.Keyword.Span);
                return null;
            }

            if (!target.StartsWith('~'))
            {
                return target;
            }

            if (step.Before?.Environment.ContainsKey("HOME") == true)
            {
                obstacle = new Obstacle("HOME says where the cache is", step.Syntax.Keyword.Span);
                return null;
            }

            if (isRoot is null && mountRisk is null && step.Stage is { } stage && !ImageReference.Parse(stage.Image.Name).IsOfficial)
            {
                mountRisk = "where root runs this step";
            }

            return "/root" + target[1..];
        }

        private void AddMounts(InstructionFacts step, List<string> mounts, RunRewriter rewriter)
        {
            var text = model.Tree.Text;
            var start = step.Syntax.Keyword.Span.End;
            var behind = step.Syntax.Green.Text.AsSpan()[(start - step.Syntax.Position)..(step.Syntax.Span.End - step.Syntax.Position)];
            var next = start + behind.Length - behind.TrimStart(" \t").Length;
            behind = behind[(next - start)..];
            var lineEnd = next + (behind.IndexOfAny('\n', '\r') is >= 0 and var lineBreak ? lineBreak : behind.Length);

            // What stands on the next line, or opens a heredoc, stays where it is.
            var onOneLine = next == start || behind[0] == model.Tree.Directives.EscapeCharacter || step.Syntax.Heredocs.Count > 0
                || (mounts.Count == 1 && lineEnd - text.GetLineStart(text.GetLineNumber(start)) + mounts[0].Length < MaxLineLength);
            var separator = onOneLine ? " " : $" {rewriter.Style.Continuation}{rewriter.Style.Indentation}";
            edits.Add(new TextChange(TextSpan.FromBounds(start, next), " " + string.Join(separator, mounts) + separator));
        }

        /// <summary>Lets apt keep what it downloads, in a step before the first one of the stage that installs.</summary>
        private Obstacle? EndDockerClean(InstructionFacts step)
        {
            InstructionFacts? first = null;
            foreach (var (stage, from, to) in BuildModel.PartsBefore(step))
            {
                if (model.WithTrait(InstructionTraits.DockerClean, from, to).Any())
                {
                    return null;
                }

                first = FirstOf(stage) ?? first;
            }

            if (first is null || first.Before?.IsRoot == false)
            {
                return new Obstacle("only root may change how apt keeps packages", step.Syntax.Keyword.Span);
            }

            mountRisk = ReliesOnBuildKit() ? "docker-clean off" : "needs BuildKit, docker-clean off";
            var edit = InstructionEdits.InsertBefore(model.Tree, first.Syntax, KeepPackages);
            if (!edits.Contains(edit))
            {
                edits.Add(edit);
            }

            return null;
        }

        /// <summary>The first step of a stage that touches apt's index, so that all fixes of the stage put their line at one place.</summary>
        private InstructionFacts? FirstOf(Stage stage) =>
            model.StepsOn(Store, stage.FirstInstruction, stage.EndInstruction).FirstOrDefault(i => !i.IsOnbuild);
    }

    /// <summary>Whether no builder but BuildKit reads a file as it stands.</summary>
    public static bool ReliesOnBuildKit(BuildModel model) =>
        model.Tree.Directives.Syntax is not null
        || model.WithTrait(InstructionTraits.Heredocs).Any()
        || model.WithTrait(InstructionTraits.Mounts).Any(i => i.Effective is RunSyntax run && run.Flags.Any(f => f.Name == "mount"));
}
