/**
 * First names that are common in the languages support mail is written in, for people who are only mentioned. Names that are also words of
 * the trade or of everyday English (Mark, Will, Max, Ruby, Jordan, Dean, Grant) are left out: a word lost costs more than a first name kept.
 */
const NAMES = `
Aaron Abdul Abdullah Abena Abigail Achim Adaeze Adam Adebayo Aditi Aditya Adrian Adriana Agata Agnes Agnieszka Ahmed Aidan Aiko Aileen
Aino Aisha Akash Akira Akua Alan Albert Alberto Alejandro Aleksander Aleksandra Aleksei Alessandra Alessandro Alessia Alex Alexander
Alexandra Alexandre Alexei Alexis Alfonso Alfred Ali Alice Alicia Alina Alison Alistair Aliyah Allison Alma Alois Alvaro Amadou Amal
Amanda Amara Ambra Amelia Amelie Amina Amir Amira Amit Amy Ana Anand Anastasia Anaïs Anders Andre Andrea Andreas Andrei Andrej Andres
Andrew Andrzej Andréa Andy Angela Angelika Angelo Angus Anil Anisha Anita Anja Anjali Anke Anna Anne Anneke Annelies Anneliese Annette
Annie Annika Ansgar Anthony Antje Antoine Anton Antonella Antonia Antonina Antonio Anya Aoife Aparna Ariane Arjun Arnaud Arne Arno Arthur
Arvid Ashley Ashok Asif Asta Astrid Aurelie Axel Ayesha Ayse Ayşe Babak Balázs Barb Barbara Barbora Barry Bart Bartek Bartosz Bas Bashir
Bea Beata Beatrice Beatriz Becky Ben Benjamin Benoit Bente Berit Bernard Bernd Bert Bettina Betty Bianca Bilal Billy Birgit Bjorn Björk
Björn Blanca Blanka Blessing Bob Bodil Bogdan Bojan Boris Brad Brandon Branko Brenda Brendan Brett Brian Brigitte Bruce Bruno Bryan Burak
Bálint Caitlin Cameron Camila Camille Carina Carl Carla Carlo Carlos Carmen Carol Carolina Caroline Casey Caspar Catalina Cathal Catherine
Cathy Cecile Cecilia Celine Cesar Cezary Chantal Charles Charlotte Chiara Chidi Chinedu Chinwe Chloe Chloé Chris Christian Christina
Christine Christoph Christophe Christopher Ciara Ciarán Cindy Claire Clara Claudia Claudio Clemens Clement Clive Clémence Cody Colin
Connor Conor Cornelia Cosmin Costas Craig Cristina Cynthia Cyril Cédric Daan Dagmar Dalia Damian Damien Damir Daniel Daniela Daniele
Danielle Danny Darek Daria Dario Darren Dave David Davide Debbie Deborah Deepak Deepayan Deirdre Delphine Demba Demetrios Denise Dennis
Derek Derrick Devika Diana Diane Diego Dieter Dijana Dinesh Dirk Divya Dmitri Dmitry Dolores Domenico Dominik Dominique Donald Donna
Doreen Dorian Doris Dorota Dorothea Dorothy Doug Douglas Dragan Duncan Dusan Eberhard Eckhard Eddie Edgar Edith Edoardo Eduard
Eduardo Edward Eileen Eirik Ekaterina Elaine Elena Eleonora Elias Elif Elisa Elisabeth Elise Elizabeth Eliška Ella Ellen Ellie Elodie Elsa
Else Emeka Emil Emilia Emilie Emily Emma Emmanuel Emre Enrico Enrique Enzo Ercan Erdem Eric Erica Erik Erika Ernest Ernesto Erwin Estelle
Esther Eszter Ethan Etienne Eugene Eugenia Eugenio Eva Evan Evelyn Ewa Ezgi Fabian Fabien Fabio Farah Farid Fatima Fatma Fatoumata
Federica Federico Felipe Felix Femke Ferdinand Ferenc Fernanda Fernando Filip Filippo Finn Fiona Flavia Flavio Florence Florian Folake
Francesca Francesco Francisco Francois Franz Franziska François Françoise Fred Frederic Frederik Fredrik Freya Frida Frieda Friederike
Friedrich Frits Fritz Funmi Gabriel Gabriela Gabriele Galina Gareth Gary Gautam Gavin Gaël Gemma Geneviève Geoff Geoffrey Georg George
Georgia Gerald Gerard Gerda Gerhard Gerrit Gert Gheorghe Giacomo Gianluca Gilles Gina Giovanni Gisela Giulia Giuseppe Glenn Gonzalo Gopal
Goran Gordon Govind Graham Greg Gregor Gregory Greta Grzegorz Gudrun Guillaume Gulnara Gunnar Gustav Gwen Gwendolyn Gyula Gábor Gísli
Günter Günther Haakon Habib Hakan Halina Hamid Hamza Hanna Hannah Hanne Hannes Hans Harald Harriet Harry Haruka Haruto Hasan Hassan Hazel
Heather Hector Hedwig Hege Heidi Heike Heiko Heinrich Heinz Helen Helena Helene Helga Helmut Hendrik Henning Henri Henrik Henry Herbert
Hideo Hilde Hina Hiroshi Holger Howard Hubert Huda Hugh Hugo Hussein Iago Iain Ian Ibrahim Ignacio Igor Ikram Ilaria Ilona Imran Ines Inga
Inge Ingrid Inés Ioana Ionut Irene Irina Irma Isaac Isabel Isabella Isabelle Isla Ismail István Ivan Ivana Ivo Iván Iwona Jacek Jackie
Jacob Jacqueline Jacques Jadwiga Jagoda Jaime Jake Jakob Jakub Jamal James Jamie Jan Jana Jane Janet Janice Janine Jared Jari Jaroslav
Jasmin Jason Javier Jay Jean Jeanette Jeanne Jeff Jeffrey Jelena Jelle Jen Jenna Jennifer Jenny Jens Jeremy Jeroen Jerome Jerry Jesper
Jess Jesse Jessica Jill Jim Jimmy Jiří Joachim Joan Joanna Joanne Joao Joaquín Jochen Jody Joe Joel Joey Johan Johanna Johannes John
Johnny Jolanda Jon Jonas Jonatan Jonathan Joost Jordi Jorge Jose Josef Josefine Joseph Josephine Josh Joshua José Jovana Joyce João Juan
Judith Judy Juergen Juha Juho Jukka Julia Julian Juliane Julie Julien Julieta Juliette Jussi Justin Justyna Jutta Jörg Jürgen Kai Kaito
Kamala Kamil Kamila Kanako Karen Karim Karima Karin Karl Karolina Karsten Kasia Kasper Katalin Katarina Katarzyna Kate Kateřina Katharina
Katherine Kathleen Kathrin Kathy Katie Katja Katrin Kavita Kayla Kazimierz Kehinde Keiko Keith Kelly Kemal Ken Kenji Kenneth Kenta Kerry
Kerstin Kevin Khalid Kim Kirsten Kirsti Kjell Kjetil Klaas Klara Klaus Knut Kofi Konrad Konstantin Kristen Kristian Kristiina Kristin
Kristina Kristof Krzysztof Kumiko Kurt Kwabena Kwame Kwasi Kyle Lakshmi Lamine Larissa Larry Lars Lasse Laura Lauren Laurence Laurent
Laurie Lea Leah Leandro Lee Leila Lena Lennart Leon Leonard Leonardo Leonie Leopold Leslie Leticia Levente Lewis Liam Liana Lidia Lieke
Liesbeth Lilian Lina Linda Linus Lisa Lise Liselotte Livia Liz Lizzie Ljiljana Lloyd Lois Lorena Lorenz Lorenzo Lori Lorraine Lotte Louis
Louisa Louise Luc Luca Lucas Lucia Luciana Luciano Lucie Lucy Ludmila Ludwig Luis Luisa Luise Lukas Lukasz Lukáš Luuk Luís Lydia Lynn
Lyudmila László Lúcia Maarten Mabel Maciej Maddalena Madeleine Mads Magali Magdalena Maggie Magnus Mahmoud Maite Maja Malcolm Malin
Mamadou Manfred Manoj Manon Manuel Manuela Marc Marcel Marcela Marcelo Marcia Marcin Marco Marcos Marcus Marek Maren Margaret Margarita
Margot Maria Mariana Marianne Marie Marieke Marija Marika Marilyn Marina Mario Marion Mariusz Marjan Marko Markus Marlene Marlies Marloes
Marta Martha Martijn Martin Martina Martine Marvin Mary María Masako Massimo Matej Mateusz Mathias Mathieu Mathilde Mathis Matilda Mats
Matt Matteo Matthew Matthias Matthieu Maureen Maurice Mauricio Maurizio Maxime Maximilian Meera Megan Mehdi Mehmet Mei Meike Mel Melanie
Melissa Merete Merle Mette Micha Michael Michaela Michal Michał Michel Michela Michele Michelle Michiel Mick Mieke Miguel Mihai Mika
Mikael Mike Mikkel Milan Milena Milica Milos Miloš Mina Minh Minna Mira Mirela Miriam Mirjam Mirko Mirosław Mitch Mitchell Mohamed
Mohammed Mohan Molly Mona Monica Monika Monique Moritz Morten Moussa Murat Murray Mustafa Myriam Márton Máté Mónica Nadeem Nadia
Nadine Nancy Naoki Naoko Naomi Natalia Natalie Natasha Nate Nathalie Nathan Navin Nayla Neeraj Neha Neil Nele Nell Ngozi Niall Nicholas
Nick Nicky Nicola Nicolas Nicole Nicoletta Nicolás Niels Nigel Nikhil Niki Niklas Nikola Nikolai Nikolaj Nikolaos Nils Nimisha Nina Nisha
Njeri Noah Noelia Noemi Nora Norbert Norma Norman Nuno Nuria Obinna Océane Odile Oisín Oksana Olaf Ole Oleg Oleksandr Oleksii Olena Olga
Oliver Olivia Olivier Olu Oluwaseun Omar Ondřej Onur Orla Orsolya Osama Oscar Oskar Osman Otto Owen Pablo Paddy Padma Paloma Pam Pamela
Paola Paolo Pascal Patricia Patrick Patrik Paul Paula Paulina Pauline Paulo Pavel Pawel Paweł Pedro Peggy Pekka Pepijn Per Pernille Pero
Pete Peter Petr Petra Petros Phil Philip Philipp Philippa Philippe Phoebe Phyllis Pia Pierluigi Pierre Pieter Pilar Piotr Pooja Pradeep
Prakash Pranav Preeti Priya Rachel Radek Radka Radu Rafael Rafał Raghu Ragnar Ragnhild Rahul Raimund Rainer Raj Rajesh Ralf Ralph Ramesh
Ramon Rania Raphael Raquel Rashid Rasmus Raul Ravi Raymond Razvan Rebecca Regina Reinhard Rekha Remco Renata Renate Rene René Reza Rhys
Ricardo Riccardo Richard Rick Ricky Rikke Rita Robbie Robert Roberta Roberto Rodney Rodrigo Roger Rohan Rohit Roland Roman Ron Ronald
Ronnie Rory Rosa Rosalind Rosario Rosemarie Rosie Ross Roswitha Roy Ruben Rudolf Rui Ruslan Russell Ruth Ruud Ryan Rüdiger Saad Sabine
Sabrina Sachiko Sadie Saida Sakura Sally Salma Salvatore Sam Samantha Samir Samuel Sandeep Sander Sandra Sanjay Sanna Sanne Santiago Sara
Sarah Sascha Saskia Satoshi Saurabh Scott Sean Sebastian Selma Sergei Sergey Sergio Seyi Seán Shabnam Shane Shannon Shanti Sharon Shaun
Shawn Sheena Sheila Shelley Shirin Shreya Siegfried Sietske Sigrid Silke Silvan Silvia Silvio Simeon Simon Simona Simone Sina Sinead Sini
Sinéad Siobhan Slavica Slawomir Snezana Sofia Sofie Soledad Solène Sonia Sonja Sonny Sophia Sophie Soren Sorin Srinivas Stacey Staffan
Stan Stanislav Stanisław Stavros Stefan Stefania Stefanie Steffen Stella Stephan Stephane Stephanie Stephen Steve Steven Stewart Stine
Stuart Sudhir Sumit Sunil Suresh Susan Susana Susanne Sushma Susie Suzana Suzanne Suzie Sven Svenja Svetlana Sylvain Sylvia Sylvie Sylwia
Szabolcs Szymon Sébastien Sönke Søren Tadeo Tadeusz Taiwo Takashi Takeshi Tamara Tammy Tamás Tania Tanja Tara Tarek Tariq Tatiana Tatjana
Ted Teddy Temitope Tendai Teodor Teresa Terje Terry Tess Tessa Thabo Thandiwe Thea Theo Theodora Theresa Thiago Thierry Thijs Thomas
Thorsten Tiago Tibor Tiffany Tim Timo Timothy Tina Tobias Todd Tom Tomas Tomasz Tomislav Tommaso Tommy Tomoko Tomáš Tony Torben Tore
Torleif Torsten Tracey Tracy Trevor Trine Tristan Trond Trude Tunde Tuomas Tuğba Tyler Tymon Udo Ulf Ulla Ulrich Ulrika Ulrike Umar Umut
Ursula Usha Ute Uwe Valentin Valentina Valentino Valerie Valérie Vanessa Vasile Vasilis Veerle Venkat Vera Veronika Veronique Vesna
Vicente Vicky Victor Vijay Vikram Viktor Viktoria Vince Vincent Virginie Vishal Vittorio Vivek Vivian Vlad Vladimir Vladislav
Vojtěch Volker Víctor Walter Waltraud Wanda Wanjiru Wayne Wenche Wendy Werner Wesley Wiebke Wiktor Wilhelm Willem William Wim Wioletta
Wojciech Wolfgang Xavi Xavier Ximena Yana Yann Yara Yasmin Yasmine Yassine Yiannis Yohan Yoko Yolanda Yoshi Younes Youssef Yuki Yuri Yusuf
Yves Yvonne Zach Zack Zahra Zainab Zbigniew Zdeněk Zeina Zeynep Zlatko Zoe Zofia Zoltán Zora Zoë Zsofia Zsolt Zsuzsa Zuzana Álvaro Étienne
Ófeigur Øystein Øyvind Łukasz Željko
`;

export const FIRST_NAMES: ReadonlySet<string> = new Set(NAMES.split(/\s+/).filter(Boolean));
