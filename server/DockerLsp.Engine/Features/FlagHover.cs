using System.Text;
using DockerLsp.Engine.Layers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Features;

/// <summary>Explains the flags of an instruction, and each kind of mount (Dockerfile reference).</summary>
internal static class FlagHover
{
    public static Hover? Get(HoverRequest request)
    {
        var syntax = request.Instruction.Effective;
        foreach (var flag in syntax.Flags)
        {
            if (!request.IsIn(flag.Span))
            {
                continue;
            }

            var text = flag is { Name: "mount", Value: { } mount } ? OfMount(request, mount)
                : flag is { Name: "from", Value: { } from } ? OfFrom(request, from)
                : Of(syntax.Kind, flag.Name) is { } known ? $"**`--{flag.Name}`** · {known}" : null;
            return text is null ? null : new Hover(flag.Span, text);
        }

        return null;
    }

    private static string? Of(InstructionKind kind, string name) => (kind, name) switch
    {
        (InstructionKind.From, "platform") => "builds the stage for this platform; `$BUILDPLATFORM` is the machine that builds, `$TARGETPLATFORM` what is built for, which it is anyway without the flag",
        (InstructionKind.Run, "network") => "`none` takes the network away, `host` gives the host's; it stands in the cache key",
        (InstructionKind.Run, "security") => "`insecure` runs the command without a sandbox, where the builder allows it",
        (InstructionKind.Run, "device") => "gives the command a device of the builder (CDI)",
        (InstructionKind.Copy or InstructionKind.Add, "chown") => "the owner of the copied files; without it they belong to root, whatever USER says. Names are looked up in the image's `/etc/passwd`",
        (InstructionKind.Copy or InstructionKind.Add, "chmod") => "the permissions of the copied files, without a layer of its own for `RUN chmod`, which would hold all of them twice",
        (InstructionKind.Copy or InstructionKind.Add, "link") => "puts the files into a layer that does not depend on those below: it stays cached when they change. Symbolic links in the destination's path are not followed",
        (InstructionKind.Copy, "parents") => "keeps the folders of the sources, and lets `**` stand for any number of them",
        (InstructionKind.Copy or InstructionKind.Add, "exclude") => "leaves out what matches, in the syntax of `.dockerignore`; it may be given several times",
        (InstructionKind.Add, "checksum") => "the digest that the downloaded file must have; the build fails on any other",
        (InstructionKind.Add, "keep-git-dir") => "keeps the `.git` folder of a git source",
        (InstructionKind.Add, "unpack") => "whether an archive is unpacked; by default local ones are, and downloaded ones are not",
        (InstructionKind.Healthcheck, "interval") => "how long to wait before each check, and before the first; 30s by default",
        (InstructionKind.Healthcheck, "timeout") => "a check that takes longer has failed; 30s by default",
        (InstructionKind.Healthcheck, "start-period") => "failures within this time after the start do not count; 0s by default",
        (InstructionKind.Healthcheck, "start-interval") => "how long to wait between checks while it starts; 5s by default",
        (InstructionKind.Healthcheck, "retries") => "how many failures in a row make a container unhealthy; 3 by default",
        _ => null,
    };

    private static string OfFrom(HoverRequest request, string from)
    {
        var source = FileSource.Of(request.Analysis.Model, request.Instruction).FirstOrDefault(s => s.Text == from && s.Kind is FileSourceKind.Stage or FileSourceKind.Image);
        return source?.Stage is { } stage
            ? NameHover.OfStage(request, stage) + "\n\nThe copy is reused as long as the files taken from there have the same content, even when that stage was built anew."
            : $"**Image {Markdown.Code(from)}** · no stage before this one has that name: its files come from an image, or from a named context (`--build-context`)";
    }

    private static string OfMount(HoverRequest request, string value)
    {
        var mount = MountFields.Parse(value);
        var target = mount.Target is { } path ? $" {Markdown.Code(path)}" : "";
        switch (mount.Type)
        {
            case "cache":
                var id = mount.Get("id") is { } name ? $" Builds that name the id {Markdown.Code(name)} share it." : " Builds that mount the same target share it.";
                var sharing = mount.Get("sharing") switch
                {
                    "locked" => " `locked`: one step at a time uses it.",
                    "private" => " `private`: steps at the same time get one each.",
                    _ => " `shared`, the default: steps at the same time write to it together, which apt does not stand.",
                };
                return $"**Cache mount{target}** · kept between builds on this builder, and in no layer\n\nIts content is in no cache key.{id}{sharing}";
            case "bind":
                var text = new StringBuilder();
                text.Append("**Bind mount").Append(target).Append("** · files that are there only while the command runs, and in no layer\n\n");
                var from = mount.Get("from");
                var source = Markdown.Code(mount.Get("source", "src") ?? (from is null ? "." : "/"));
                text.Append(from is null ? $"From the build context, {source}; its content stands in the cache key." : $"From {Markdown.Code(from)}, {source}; its content stands in the cache key.");
                return text.Append(mount.Get("rw", "readwrite") is not null ? " What is written there is thrown away." : " It cannot be written to.").ToString();
            case "secret":
                return $"**Secret{target}** · given by `--secret` when the build is started, and left in no layer\n\nIts value is in no cache key: another value alone runs nothing again."
                    + (mount.Get("required") == "true" ? "" : " A build without it goes on, unless `required=true`.");
            case "ssh":
                return "**SSH agent** · the command may use the keys that `--ssh` offers; they never get into the image";
            case "tmpfs":
                return $"**Memory{target}** · empty at the start, gone at the end, in no layer";
            default:
                return $"**Mount of an unknown type** {Markdown.Code(mount.Type)} · BuildKit knows bind, cache, tmpfs, secret and ssh";
        }
    }
}
