using System.Collections.Immutable;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Features;

/// <summary>What an instruction is for, and how it is written.</summary>
/// <param name="Summary">One sentence.</param>
/// <param name="Parameters">Its arguments in order; flags first.</param>
internal sealed record InstructionDoc(string Summary, ImmutableArray<ParameterDoc> Parameters);

/// <param name="Label">As it stands in the signature.</param>
/// <param name="Summary">What it is for.</param>
internal sealed record ParameterDoc(string Label, string Summary)
{
    /// <summary>The flag's name; null for an argument.</summary>
    public string? Flag => Label.StartsWith("[--", StringComparison.Ordinal) ? Label[3..].Split('=', ']')[0] : null;
}

/// <summary>Short descriptions of instructions and flags (Dockerfile reference).</summary>
internal static class InstructionDocs
{
    /// <summary>The description; null for what is no instruction.</summary>
    public static InstructionDoc? Of(InstructionKind kind) => kind switch
    {
        InstructionKind.From => new("Starts a stage from an image or from an earlier stage.",
        [
            new("[--platform=PLATFORM]", "The platform of the image, such as `linux/amd64` or `$BUILDPLATFORM`."),
            new("IMAGE", "An image with tag or digest, an earlier stage, or `scratch` for nothing at all."),
            new("[AS NAME]", "The name by which later FROM and `--from` call the stage."),
        ]),
        InstructionKind.Run => new("Runs a command and keeps what it changed as a layer.",
        [
            new("[--mount=type=TYPE,…]", "A bind, cache, tmpfs, secret or ssh mount for this command only: nothing in it ends up in the layer."),
            new("[--network=NETWORK]", "`default`, `none` or `host`."),
            new("[--security=MODE]", "`sandbox`, or `insecure` for a privileged command where the builder allows it."),
            new("[--device=NAME]", "A device that the builder lends to the command."),
            new("COMMAND", "A line for the shell, a heredoc, or `[\"program\", \"argument\"]` without a shell."),
        ]),
        InstructionKind.Cmd => new("The command of a container that is started without one, or the arguments of ENTRYPOINT.",
            [new("[\"PROGRAM\", \"ARGUMENT\"…]", "Exec form: the program gets signals itself. A line without brackets is run by the shell.")]),
        InstructionKind.Entrypoint => new("The program of a container; CMD and the arguments of `docker run` follow it.",
            [new("[\"PROGRAM\", \"ARGUMENT\"…]", "Exec form: the program gets signals itself. A line without brackets is run by the shell.")]),
        InstructionKind.Copy => new("Copies files from the build context, a stage or another image.",
        [
            new("[--from=STAGE]", "A stage, its number, an image, or a named context to copy from."),
            new("[--chown=USER:GROUP]", "The owner of what is copied; root otherwise."),
            new("[--chmod=MODE]", "The permissions of what is copied, such as `755`."),
            new("[--link]", "Copies into a layer of its own, which is kept when the layers before it change."),
            new("[--parents]", "Keeps the folders of the sources."),
            new("[--exclude=PATTERN]", "Leaves out what fits the pattern."),
            new("SOURCE…", "Files, folders or patterns, from the root of the context."),
            new("DESTINATION", "A path in the image; with a slash at the end, a folder."),
        ]),
        InstructionKind.Add => new("Copies files, unpacks local archives, and downloads from addresses and git repositories.",
        [
            new("[--keep-git-dir]", "Keeps the `.git` folder of a repository."),
            new("[--checksum=CHECKSUM]", "What a download has to be, such as `sha256:…`."),
            new("[--chown=USER:GROUP]", "The owner of what is added; root otherwise."),
            new("[--chmod=MODE]", "The permissions of what is added, such as `755`."),
            new("[--link]", "Adds into a layer of its own, which is kept when the layers before it change."),
            new("[--unpack]", "Whether an archive is unpacked."),
            new("[--exclude=PATTERN]", "Leaves out what fits the pattern."),
            new("SOURCE…", "Files, folders, patterns, addresses or git repositories."),
            new("DESTINATION", "A path in the image; with a slash at the end, a folder."),
        ]),
        InstructionKind.Env => new("Sets variables for later instructions and for containers.", [new("NAME=VALUE…", "A name and its value; quotes keep blanks.")]),
        InstructionKind.Arg => new("Declares a variable that `--build-arg` may set; containers do not see it.",
            [new("NAME[=DEFAULT]…", "A name, and the value where `--build-arg` gives none.")]),
        InstructionKind.Label => new("Adds metadata to the image.", [new("NAME=VALUE…", "A name, such as `org.opencontainers.image.source`, and its value.")]),
        InstructionKind.Workdir => new("Sets, and creates, the directory of later instructions and of containers.", [new("PATH", "Absolute, or from the directory before.")]),
        InstructionKind.User => new("Sets the user of later instructions and of containers.",
            [new("USER[:GROUP]", "A name or number; a number lets a cluster see that it is not root.")]),
        InstructionKind.Expose => new("Says on which ports the container listens; it publishes none.", [new("PORT[/PROTOCOL]…", "A number or range, with `/udp` where it is not TCP.")]),
        InstructionKind.Volume => new("Makes a volume of each path when a container starts.", [new("PATH…", "A path in the image; what later steps write there is lost.")]),
        InstructionKind.Stopsignal => new("The signal that stops a container.", [new("SIGNAL", "A name such as `SIGTERM`, or a number.")]),
        InstructionKind.Shell => new("The program that runs the shell form of later instructions.", [new("[\"PROGRAM\", \"ARGUMENT\"…]", "Such as `[\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]`.")]),
        InstructionKind.Healthcheck => new("The command that tells whether a container works.",
        [
            new("[--interval=DURATION]", "Time between two checks; 30s by default."),
            new("[--timeout=DURATION]", "Time after which a check has failed; 30s by default."),
            new("[--start-period=DURATION]", "Time in which failures do not count yet."),
            new("[--start-interval=DURATION]", "Time between two checks in the start period; 5s by default."),
            new("[--retries=N]", "How many failures in a row make the container unhealthy; 3 by default."),
            new("CMD COMMAND | NONE", "The command, which exits with 0 or 1; NONE turns off what the base image has."),
        ]),
        InstructionKind.Onbuild => new("Runs an instruction in the builds that start from this image.", [new("INSTRUCTION", "Any but ONBUILD, FROM and MAINTAINER.")]),
        InstructionKind.Maintainer => new("Deprecated: use `LABEL org.opencontainers.image.authors=…`.", [new("NAME", "The author.")]),
        _ => null,
    };
}
