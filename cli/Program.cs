Console.WriteLine("infoshare");
