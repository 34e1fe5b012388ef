//go:build !unix

package wholefile

// syncFolder does nothing: folders cannot be synced here.
func syncFolder(string) error { return nil }
