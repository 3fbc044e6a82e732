using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace DockerLsp.Tests.Behaviour;

/// <summary>Something that happened in a build.</summary>
internal abstract record BuildEvent;

/// <summary>A step begins.</summary>
internal sealed record StepBegan : BuildEvent;

/// <summary>A step ended.</summary>
internal sealed record StepEnded : BuildEvent;

/// <summary>The shell itself printed something (<c>echo</c>).</summary>
internal sealed record TextPrinted(string Text) : BuildEvent;

/// <summary>A command was called.</summary>
/// <param name="Program">The path under which the shell found it.</param>
/// <param name="Folder">Where it was called.</param>
/// <param name="Input">What its standard input is: nothing, or the hash of its content.</param>
/// <param name="Output">Where its output and its errors go.</param>
/// <param name="Process">What else it inherits: umask, limits, ignored signals, open files.</param>
/// <param name="ErrorsBefore">How many bytes of complaints there were before it.</param>
/// <param name="Failed">Whether the test made it fail.</param>
/// <param name="Arguments">With its name.</param>
/// <param name="Environment">The variables that the shell changed or removed, sorted, without those that shells set for themselves.</param>
internal sealed record CommandCalled(
    string Program, string Folder, string Input, string Output, string Process, int ErrorsBefore, bool Failed,
    ImmutableArray<string> Arguments, ImmutableArray<string> Environment) : BuildEvent
{
    private HygieneView? view;
    private RuleTopics? viewedFor;

    /// <summary>The hash by which the recorder knows calls with these arguments.</summary>
    public ulong Hash { get; } = HashOf(Arguments, Input);

    /// <summary>What the call is without hygiene: a step that was run once is looked at in many builds.</summary>
    public HygieneView ViewFor(RuleTopics topics)
    {
        if (view is null || viewedFor != topics)
        {
            (view, viewedFor) = (Hygiene.Of(this, topics), topics);
        }

        return view;
    }

    private static ulong HashOf(ImmutableArray<string> arguments, string input)
    {
        var hash = 14695981039346656037ul;
        foreach (var argument in arguments)
        {
            foreach (var b in Encoding.UTF8.GetBytes(argument))
            {
                hash = unchecked((hash ^ b) * 1099511628211ul);
            }

            hash = unchecked(hash * 1099511628211ul);
        }

        // Jobs in the background are counted apart: which of two equal calls comes first is not known.
        return input == "null" ? unchecked((hash ^ 1) * 1099511628211ul) : hash;
    }
}

/// <param name="Line">What a shell complained of.</param>
/// <param name="Folder">Where the last command before it was called; null where there was none in the step.</param>
internal sealed record Complaint(string Line, string? Folder)
{
    /// <summary>The lines of a step's errors, each with its place.</summary>
    public static IEnumerable<Complaint> Read(byte[] errors, ImmutableArray<BuildEvent> events)
    {
        var calls = events.OfType<CommandCalled>().ToArray();
        var (offset, next) = (0, 0);
        while (offset < errors.Length)
        {
            var length = errors.AsSpan(offset).IndexOf((byte)'\n');
            length = length < 0 ? errors.Length - offset : length;
            while (next < calls.Length && calls[next].ErrorsBefore <= offset)
            {
                next++;
            }

            yield return new Complaint(Encoding.UTF8.GetString(errors, offset, length), next > 0 ? calls[next - 1].Folder : null);
            offset += length + 1;
        }
    }
}

/// <summary>Reads what the recorders wrote.</summary>
internal static class BuildLog
{
    private static readonly ImmutableHashSet<string> Noise = ["PWD", "OLDPWD", "SHLVL", "_", "HOSTNAME"];

    public static ImmutableArray<BuildEvent> Read(byte[] log)
    {
        var events = ImmutableArray.CreateBuilder<BuildEvent>();
        var rest = log.AsSpan();
        while (!rest.IsEmpty)
        {
            var next = rest.IndexOf("\u0001REC"u8);
            var text = next < 0 ? rest : rest[..next];
            if (!text.IsEmpty)
            {
                events.Add(new TextPrinted(Encoding.UTF8.GetString(text)));
            }

            if (next < 0 || rest.Length < next + 9)
            {
                break;
            }

            var kind = (char)rest[next + 4];
            var size = Math.Min(BinaryPrimitives.ReadInt32LittleEndian(rest[(next + 5)..]), rest.Length - next - 9);
            var body = rest.Slice(next + 9, size);
            rest = rest[(next + 9 + size)..];
            switch (kind)
            {
                case 'B':
                    events.Add(new StepBegan());
                    break;
                case 'E':
                    events.Add(new StepEnded());
                    break;
                case 'R':
                    events.Add(new Reader(body.ToArray()).ReadCall());
                    break;
            }
        }

        return events.ToImmutable();
    }

    private sealed class Reader(byte[] body)
    {
        private int position;

        public CommandCalled ReadCall()
        {
            var (program, folder, input, output, errors, process) = (Text(), Text(), Text(), Text(), Text(), Text());
            var errorsBefore = Number();
            var failed = Text() == "1";
            var arguments = Texts();
            var environment = Texts().Where(v => !Noise.Contains(v.Split('=', ' ')[0])).Order(StringComparer.Ordinal);
            return new CommandCalled(program, folder, input, $"{output} {errors}", process, errorsBefore, failed, arguments, [.. environment]);
        }

        private ImmutableArray<string> Texts() => [.. Enumerable.Range(0, Number()).Select(_ => Text())];

        private int Number()
        {
            position += 4;
            return BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(position - 4));
        }

        private string Text()
        {
            var size = Number();
            position += size;
            return Encoding.UTF8.GetString(body, position - size, size);
        }
    }
}
