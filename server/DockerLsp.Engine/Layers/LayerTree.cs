using System.Collections.Immutable;
using DockerLsp.Engine.PackageManagers;

namespace DockerLsp.Engine.Layers;

/// <summary>
/// The files of one layer of an image, and what it hides of those below (OCI image layer specification). Only names and sizes are
/// kept, so that its memory does not depend on how much is in the files.
/// </summary>
public sealed class LayerTree
{
    private const string WhiteoutPrefix = ".wh.";
    private const string OpaqueName = ".wh..wh..opq";
    private const int MostPaths = 5;

    private static readonly ImmutableArray<string> OtherCaches =
    [
        "/root/.npm", "/usr/local/share/.cache", "/root/.cache", "/root/.cargo/registry", "/usr/local/cargo/registry", "/go/pkg/mod/cache",
        "/root/.m2/repository", "/root/.gradle/caches", "/root/.nuget/packages", "/root/.composer/cache", "/root/.bundle/cache", "/var/cache/apt",
    ];

    private readonly Node root = new();

    public long Bytes { get; private set; }

    public int Files { get; private set; }

    public int Deletions { get; private set; }

    /// <summary>How many paths it has, folders included.</summary>
    public int Paths { get; private set; }

    /// <summary>Adds an entry of the layer's archive.</summary>
    /// <param name="path">Its name, without <c>.</c> and <c>..</c> segments.</param>
    /// <param name="isFolder">Whether it is a folder.</param>
    /// <param name="bytes">The size of a regular file; 0 for anything else.</param>
    public void Add(string path, bool isFolder, long bytes)
    {
        var slash = path.LastIndexOf('/');
        var name = path[(slash + 1)..];
        var folder = slash < 0 ? root : Find(path[..slash]);
        if (name == OpaqueName)
        {
            folder.IsOpaque = true;
            Deletions++;
            return;
        }

        if (name.StartsWith(WhiteoutPrefix, StringComparison.Ordinal))
        {
            folder.Child(name[WhiteoutPrefix.Length..], out _).IsWhiteout = true;
            Deletions++;
            return;
        }

        var node = folder.Child(name, out var isNew);
        Paths += isNew ? 1 : 0;
        if (isFolder)
        {
            node.IsFolder = true;
            return;
        }

        // Of two entries with one name the later counts.
        Bytes += bytes - node.Bytes;
        Files += bytes > 0 && node.Bytes == 0 ? 1 : 0;
        node.Bytes = bytes;
        node.IsFolder = false;
    }

    /// <summary>Puts layers on top of each other, the lowest first, and tells what each has and what of it is hidden by later ones.</summary>
    public static BuiltImage Combine(ImmutableArray<ImageHistory> history, IReadOnlyList<LayerTree> layers)
    {
        var wasted = new List<PathSize>[layers.Count];
        for (var i = 0; i < layers.Count; i++)
        {
            wasted[i] = [];
        }

        var visible = new Node { IsFolder = true };
        for (var i = 0; i < layers.Count; i++)
        {
            Apply(visible, layers[i].root, i, wasted);
        }

        return new BuiltImage(history, [.. layers.Select((l, i) => l.ToLayer(wasted[i]))]);
    }

    private static void Apply(Node visible, Node layer, int number, List<PathSize>[] wasted)
    {
        // No recursion: paths may be as deep as an archive likes.
        var open = new Stack<(Node Visible, Node Layer, string Path)>([(visible, layer, "")]);
        while (open.TryPop(out var next))
        {
            if (next.Layer.IsOpaque)
            {
                Hide(next.Visible, next.Path, wasted, includeSelf: false);
            }

            foreach (var (name, node) in next.Layer.Children ?? [])
            {
                var path = $"{next.Path}/{name}";
                if (node.IsWhiteout && next.Visible.Children?.GetValueOrDefault(name) is { } hidden)
                {
                    Hide(hidden, path, wasted, includeSelf: true);
                    next.Visible.Children.Remove(name);
                }

                if (node.IsWhiteout && node is { IsFolder: false, Bytes: 0, Children: null })
                {
                    continue;
                }

                var target = next.Visible.Child(name, out var isNew);
                var isFolder = node.IsFolder || node.Children is not null;
                if (!isNew && (!isFolder || !(target.IsFolder || target.Children is not null)))
                {
                    Hide(target, path, wasted, includeSelf: true);
                }

                target.IsFolder = isFolder;
                target.Bytes = isFolder ? 0 : node.Bytes;
                target.Layer = number;
                if (isFolder)
                {
                    open.Push((target, node, path));
                }
            }
        }
    }

    private static void Hide(Node node, string path, List<PathSize>[] wasted, bool includeSelf)
    {
        var open = new Stack<Placed>([new(path, node)]);
        while (open.TryPop(out var next))
        {
            if (next.Node.Bytes > 0 && (includeSelf || next.Node != node))
            {
                wasted[next.Node.Layer].Add(new PathSize(next.Path, next.Node.Bytes));
            }

            foreach (var (name, child) in next.Node.Children ?? [])
            {
                open.Push(new Placed($"{next.Path}/{name}", child));
            }
        }

        node.Children = null;
    }

    private ImageLayer ToLayer(List<PathSize> wasted)
    {
        Sum();
        return new ImageLayer(
            Bytes, Files, Deletions, wasted.Sum(w => w.Bytes), Biggest(),
            [.. wasted.OrderByDescending(w => w.Bytes).ThenBy(w => w.Path, StringComparer.Ordinal).Take(MostPaths)],
            FindCaches());
    }

    /// <summary>Gives each folder the size of what is in it.</summary>
    private void Sum()
    {
        var open = new Stack<(Node Node, bool IsDone)>([(root, false)]);
        while (open.TryPop(out var next))
        {
            if (next.IsDone)
            {
                next.Node.Total = next.Node.Bytes + (next.Node.Children?.Values.Sum(c => c.Total) ?? 0);
                continue;
            }

            open.Push((next.Node, true));
            foreach (var child in next.Node.Children?.Values ?? Enumerable.Empty<Node>())
            {
                open.Push((child, false));
            }
        }
    }

    /// <summary>The biggest paths: a folder stands for what is in it, unless most of that is in one of its own.</summary>
    private ImmutableArray<PathSize> Biggest()
    {
        var shown = Children(root, "");
        for (var round = 0; round < 12; round++)
        {
            var index = shown.FindIndex(s => s.Node.Children is { Count: > 0 } && s.Node.Total * 5 >= root.Total
                && (s.Path.LastIndexOf('/') == 0 || s.Node.Children.Values.Max(c => c.Total) * 10 >= s.Node.Total * 6));
            if (index < 0)
            {
                break;
            }

            var opened = shown[index];
            shown.RemoveAt(index);
            shown.AddRange(Children(opened.Node, opened.Path));
        }

        return [.. shown.Where(s => s.Node.Total > 0 && s.Node.Total * 50 >= root.Total).OrderByDescending(s => s.Node.Total)
            .ThenBy(s => s.Path, StringComparer.Ordinal).Take(MostPaths).Select(s => new PathSize(s.Path, s.Node.Total))];
    }

    private static List<Placed> Children(Node node, string path) => [.. (node.Children ?? []).Select(c => new Placed($"{path}/{c.Key}", c.Value))];

    private ImmutableArray<PathSize> FindCaches()
    {
        var paths = PackageManagerTable.Stores.SelectMany(s => s.Paths.AddRange(s.PackagePaths))
            .Select(p => p.StartsWith('~') ? "/root" + p[1..] : p).Concat(OtherCaches).Distinct(StringComparer.Ordinal).ToArray();
        var found = ImmutableArray.CreateBuilder<PathSize>();
        foreach (var path in paths)
        {
            // A folder in a folder that is listed itself is counted once.
            if (!paths.Any(p => path.StartsWith(p + "/", StringComparison.Ordinal)) && Get(path) is { Total: > 0 } node)
            {
                found.Add(new PathSize(path, node.Total));
            }
        }

        return found.ToImmutable();
    }

    private Node? Get(string path)
    {
        var node = root;
        foreach (var segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (node.Children?.TryGetValue(segment, out var child) is not true || child is null)
            {
                return null;
            }

            node = child;
        }

        return node;
    }

    private Node Find(string path)
    {
        var node = root;
        foreach (var segment in path.Split('/'))
        {
            node = node.Child(segment, out var isNew);
            Paths += isNew ? 1 : 0;
        }

        return node;
    }

    private sealed record Placed(string Path, Node Node);

    private sealed class Node
    {
        public Dictionary<string, Node>? Children { get; set; }

        public long Bytes { get; set; }

        public long Total { get; set; }

        public int Layer { get; set; }

        public bool IsFolder { get; set; }

        public bool IsOpaque { get; set; }

        public bool IsWhiteout { get; set; }

        public Node Child(string name, out bool isNew)
        {
            Children ??= new Dictionary<string, Node>(StringComparer.Ordinal);
            isNew = !Children.TryGetValue(name, out var child);
            if (child is null)
            {
                child = new Node();
                Children.Add(name, child);
            }

            return child;
        }
    }
}
