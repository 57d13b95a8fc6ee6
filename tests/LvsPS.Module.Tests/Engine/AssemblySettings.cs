// The default session is one per process, so tests that set it cannot run side by side.
[assembly: Xunit.CollectionBehavior(DisableTestParallelization = true)]
