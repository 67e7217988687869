namespace NotebookRunner.Execution;

/// <summary>What the process of a notebook tells the runner while it runs, in order, one JSON line each.</summary>
[JsonDerivedType(typeof(CellStarted), "started")]
[JsonDerivedType(typeof(CellShowed), "showed")]
[JsonDerivedType(typeof(CellUpdated), "updated")]
[JsonDerivedType(typeof(CellFinished), "finished")]
[JsonDerivedType(typeof(PackageRestore), "packages")]
[JsonDerivedType(typeof(NotebookStopped), "stopped")]
[JsonDerivedType(typeof(NotebookFinished), "done")]
[JsonDerivedType(typeof(ProcessExits), "exits")]
public abstract record RunEvent;

/// <summary>The cell at this index of the notebook begins.</summary>
public sealed record CellStarted(int Cell) : RunEvent;

/// <summary>The running cell showed something; a display with an id may be replaced later.</summary>
public sealed record CellShowed(CellOutput Output, string? DisplayId = null) : RunEvent;

/// <summary>An earlier display of the notebook now shows this.</summary>
public sealed record CellUpdated(string DisplayId, IReadOnlyDictionary<string, string> Data) : RunEvent;

/// <summary>The cell ended; if it failed, its last output is the error.</summary>
public sealed record CellFinished(int Cell, double Seconds, bool Succeeded) : RunEvent;

/// <summary>The running cell waits for packages, which take as long as the network does; or for none any more.</summary>
public sealed record PackageRestore(bool IsRunning) : RunEvent;

/// <summary>The notebook cannot go on for a reason that is no mistake in it, such as a package that is not on the feed.</summary>
public sealed record NotebookStopped(string Reason) : RunEvent;

/// <summary>All cells were run, or the first failure ended the notebook: what follows is the end of the process.</summary>
public sealed record NotebookFinished : RunEvent;

/// <summary>The process ends by a call such as <c>Environment.Exit</c>: its exit code, whatever it is, tells of no signal.</summary>
public sealed record ProcessExits : RunEvent;
