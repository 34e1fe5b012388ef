//go:build !unix

package wholefile

// SyncFolder does nothing: folders cannot be synced here.
func SyncFolder(string) error { return nil }
